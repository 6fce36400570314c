// Packed frames (S3): the byte 1, then the JSON text compressed as zlib does.
const PACKED = 1;

/** Whether this browser can unpack them. */
export const canUnpack = typeof DecompressionStream !== 'undefined';

export async function unpack(message: ArrayBuffer): Promise<string> {
  if (new Uint8Array(message)[0] !== PACKED) throw new Error('a binary frame that is not packed');
  const packed = new Blob([message.slice(1)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream('deflate'))).text();
}
