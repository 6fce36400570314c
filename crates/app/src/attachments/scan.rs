//! The operator's scanner for viruses: a command of theirs that reads a file on standard input.
//!
//! No shell and no file in the clear: the bytes are opened block by block into the command's input, and its
//! exit status decides: 0 clean, 1 infected, anything else no verdict, and no verdict keeps a file out.

use std::{
    io::Write,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use super::seal::{BlobError, Opener};

/// How long a scan may take: a large PDF on a busy machine.
const SCAN_DEADLINE: Duration = Duration::from_secs(60);
/// How long what feeds a command may take to notice that it has ended.
const FED: Duration = Duration::from_secs(1);
/// Between two looks at whether the command has ended.
const LOOK: Duration = Duration::from_millis(20);

/// A command and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanner {
    words: Vec<String>,
    deadline: Duration,
}

/// What a scan came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    Infected,
    /// The command could not be run, took too long, or failed.
    None,
}

impl Scanner {
    /// The command of a line, cut at spaces; none where there is nothing on it.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { words, deadline: SCAN_DEADLINE })
    }

    /// Runs it on a file. Blocks.
    pub(crate) fn scan(&self, file: Opener) -> Verdict {
        let Some((program, arguments)) = self.words.split_first() else { return Verdict::None };
        let started = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                tracing::error!(%error, "the scanner could not be started");
                return Verdict::None;
            }
        };
        let Some(input) = child.stdin.take() else { return Verdict::None };
        // From a thread of its own, as a command that reads nothing would hold it up until the end.
        let (tell, fed) = mpsc::channel();
        thread::spawn(move || tell.send(feed(file, input).is_ok()));
        let status = self.wait(&mut child);
        // A verdict on a part of a file is none, unless the command chose not to read on.
        let is_whole = || fed.recv_timeout(FED).unwrap_or(false);
        match status {
            Some(0) if is_whole() => Verdict::Clean,
            Some(1) if is_whole() => Verdict::Infected,
            other => {
                tracing::error!(?other, "the scanner gave no verdict");
                Verdict::None
            }
        }
    }

    /// Its exit status, in time.
    fn wait(&self, child: &mut Child) -> Option<i32> {
        let end = Instant::now() + self.deadline;
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.code(),
                Ok(None) if Instant::now() < end => thread::sleep(LOOK),
                _ => {
                    // It may have ended by itself meanwhile.
                    let _ = child.kill();
                    let _ = child.wait();
                    return None;
                }
            }
        }
    }
}

/// Writes a file into the command's input; the command may stop reading when it has seen enough.
fn feed(mut file: Opener, mut input: impl Write) -> Result<(), BlobError> {
    while let Some(block) = file.next_block()? {
        if input.write_all(&block).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use zeroize::Zeroizing;

    use super::{
        super::seal::{BLOCK, Sealer},
        *,
    };

    fn file(bytes: &[u8]) -> Opener {
        let key = Zeroizing::new([1; 32]);
        let mut sealer = Sealer::new(&key, "x".into(), Vec::new()).expect("it seals");
        sealer.write(bytes).expect("it writes");
        let sealed = sealer.finish().expect("it ends");
        Opener::new(&key, "x".into(), Box::new(std::io::Cursor::new(sealed))).expect("it opens")
    }

    /// Of the arguments of a shell.
    fn script(text: &str) -> Scanner {
        let words = ["sh", "-c", text].map(str::to_owned).into();
        Scanner { words, deadline: SCAN_DEADLINE }
    }

    #[test]
    fn the_exit_status_decides() {
        let grep = script("grep -q EICAR && exit 1; exit 0");
        assert_eq!(grep.scan(file(b"a letter")), Verdict::Clean);
        assert_eq!(grep.scan(file(b"... EICAR ...")), Verdict::Infected);
        assert_eq!(script("exit 2").scan(file(b"x")), Verdict::None);
        assert_eq!(script("kill -9 $$").scan(file(b"x")), Verdict::None);
        let missing = Scanner::of_line("/nowhere/scanner -").expect("a line");
        assert_eq!(missing.scan(file(b"x")), Verdict::None);
        assert_eq!(Scanner::of_line("  "), None);
    }

    #[test]
    fn all_of_a_file_reaches_it_unless_it_wants_no_more() {
        let long = vec![b'a'; 5 * BLOCK];
        let count = format!("[ $(wc -c) = {} ]", long.len());
        assert_eq!(script(&count).scan(file(&long)), Verdict::Clean);
        assert_eq!(script("exit 0").scan(file(&long)), Verdict::Clean);
    }

    #[test]
    fn a_scanner_that_says_nothing_is_given_up() {
        let deadline = Duration::from_millis(50);
        let silent = Scanner { deadline, ..script("exec sleep 600") };
        assert_eq!(silent.scan(file(&vec![b'a'; 5 * BLOCK])), Verdict::None);
    }
}
