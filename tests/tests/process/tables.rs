//! Tables in and out of a folder that no server holds open.

use std::path::Path;

use uuid::Uuid;

use crate::binary::{plan_file, plenum, words};

const COMMUNE: &str = "  - {at: 2024-01-03T09:00+01:00, by: coordination, do: plan.add_commune, with: \
    {ins_code: \"92094\", name: Namur, arrondissement: Namur, longitude: 4.89, latitude: 50.46}}\n";

/// A folder with a plan, and the account that coordinates it.
fn furnish(folder: &Path) -> String {
    let file = folder.join("plan.yaml");
    std::fs::write(&file, plan_file(1) + COMMUNE).expect("the file");
    let output = plenum(&["import", "--data", &folder.to_string_lossy(), &file.to_string_lossy()]);
    let said = words(&output);
    let plan = said.split(" as ").nth(1).and_then(|rest| rest.split(':').next());
    let plan: Uuid = plan.and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{said}"));
    Uuid::new_v5(&plan, b"coordination").to_string()
}

#[test]
fn a_table_comes_in_in_somebodys_name_names_what_it_refuses_and_goes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let account = furnish(folder.path());
    let (data, file) = (folder.path().to_string_lossy(), folder.path().join("in.csv"));
    std::fs::write(&file, "type;nom;code_ins\npcs;PCS (démo);92094\npcs;PCS;99999\n").expect("it");
    let file = file.to_string_lossy();
    let import = |more: &[&str]| {
        let args = ["table", "import", "--data", &data, "--as", &account, "structures", &file];
        plenum(&[&args, more].concat())
    };
    let tried = import(&["--dry-run"]);
    assert!(words(&tried).contains("would be added: 1"), "{}", words(&tried));
    let done = import(&[]);
    assert_eq!(done.status.code(), Some(1), "a line was refused: {}", words(&done));
    let refused = "line 3, ins_code: unknown_commune (99999)";
    assert!(
        words(&done).contains(refused) && words(&done).contains("added: 1"),
        "{}",
        words(&done)
    );
    assert!(words(&import(&[])).contains("unchanged: 1"));
    let out = folder.path().join("out.csv");
    let wrote = plenum(&["table", "export", "--data", &data, "structures", &out.to_string_lossy()]);
    assert!(wrote.status.success(), "{}", words(&wrote));
    let text = std::fs::read_to_string(&out).expect("it was written");
    assert!(text.contains(";pcs;PCS (démo);92094;Namur;;;yes\r\n"), "{text}");
}
