//! What the commands say of themselves, and of files that are wrong.

use crate::binary::{plan_file, plenum, words};

const COMMANDS: [&str; 8] =
    ["serve", "import", "export", "replay", "fsck", "tail", "bench", "table"];

#[test]
fn the_help_of_each_command_shows_an_example() {
    let all = plenum(&["--help"]);
    for command in COMMANDS {
        assert!(words(&all).contains(&format!("  {command} ")), "{}", words(&all));
        let help = plenum(&[command, "--help"]);
        let text = words(&help);
        let example = text.contains("Example") && text.contains(&format!("plenum {command}"));
        assert!(help.status.success() && example, "plenum {command} --help: {text}");
    }
}

#[test]
fn an_import_of_a_broken_file_names_line_and_field_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("plan.yaml"));
    let good = plan_file(2);
    let broken = [
        (good.replace("sector: public", "sector: secret"), "with.sector"),
        (good.replace("\"@org\"}}}}\n", "\"@nobody\"}}}}\n"), "with.role"),
        (good.replace("do: meeting.schedule", "do: meeting.dance"), "do"),
        (good.replace("by: coordination, do: partner", "by: personne-1, do: partner"), "line "),
    ];
    for (text, field) in broken {
        assert_ne!(text, good, "the file is broken at {field}");
        std::fs::write(&file, &text).expect("the file");
        let [data, file] = [&data, &file].map(|path| path.to_string_lossy());
        let output = plenum(&["import", "--data", &data, &file]);
        let said = words(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(field) && said.contains("line "), "{field}: {said}");
        assert!(!folder.path().join("data").exists(), "nothing is written: {said}");
    }
}

#[test]
fn an_import_is_done_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.yaml");
    std::fs::write(&file, plan_file(2)).expect("the file");
    let [data, file] = [folder.path(), &file].map(|path| path.to_string_lossy());
    for _ in 0..2 {
        let output = plenum(&["import", "--data", &data, &file]);
        assert!(output.status.success(), "{}", words(&output));
        assert_eq!(crate::binary::export(folder.path()).len(), 6, "{}", words(&output));
    }
}
