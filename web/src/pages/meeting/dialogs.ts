/** What a row may ask its person about before it acts. */
export type Asked = { what: 'move' | 'lock' | 'postpone' | 'link'; item: string };
