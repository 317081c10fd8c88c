//! For servers that show tests: a suite a contract, a case a finding.
//!
//! A case bears the file and what is said, and not the line, so that a server knows it again when lines are added above.
//! What does not make the run fail is a case that passed, with its message as output. A contract without a message has
//! one case, which passed: an empty suite is an error to some servers.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Document, SerializeError, TestCase, TestCaseStatus, TestSuite};

use super::path::relative_path;
use super::report::{Item, Report, Setting, text_of};

/// Renders messages as JUnit's XML.
///
/// # Errors
/// Where XML cannot be written.
pub fn render_junit(reports: &[Report<'_>], setting: &Setting<'_>) -> Result<String, SerializeError> {
    let mut document = Document::new("leadpact check");
    for report in reports {
        let name = relative_path(report.name, setting.folder);
        let mut suite = TestSuite::new(name.clone());
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        for item in report.items(setting) {
            let class = item.place.path.clone();
            let mut name = format!("{}: {}", item.diagnostic.code.name, item.diagnostic.message);
            let again = known.entry((class.clone(), name.clone())).or_default();
            *again += 1;
            if *again > 1 {
                name.push_str(&format!(" ({again})"));
            }
            suite.add_test_case(case(&item, &name, &class, setting));
        }
        if report.diagnostics.is_empty() {
            let mut case = TestCase::new("nothing is found", TestCaseStatus::success());
            case.set_classname(name);
            suite.add_test_case(case);
        }
        document.add_test_suite(suite);
    }
    document.to_string()
}

fn case(item: &Item<'_>, name: &str, class: &str, setting: &Setting<'_>) -> TestCase {
    let diagnostic = item.diagnostic;
    let text = format!("{} {}\n{}", item.place.shown(), diagnostic.severity.word(), text_of(diagnostic));
    let fails = (setting.fails)(diagnostic);
    let mut status =
        if fails { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::success() };
    if fails {
        status.set_message(diagnostic.message.clone());
        status.set_type(format!("{} {}", diagnostic.code.id, diagnostic.code.name));
        status.set_description(text.clone());
    }
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case.extra.insert("file".into(), item.place.path.clone().into());
    case.extra.insert("line".into(), item.place.lines().0.to_string().into());
    if !fails {
        case.set_system_out(text);
    }
    case
}
