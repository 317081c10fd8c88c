//! The story as a tree of lines.

use std::fmt::Write;

use super::{Told, promise};
use crate::eval::HandoffVerdict;
use crate::eval::explain::{Decide, StageStory, Story};
use crate::source::Span;
use crate::time::{Reading, Zone};
use crate::types::Truth;

pub(super) fn render(told: &Told<'_>, width: usize) -> String {
    let mut page = Page { told, width, text: String::new() };
    page.head();
    // Of a lead that the contract is not about nothing is asked: its scope is all there is to tell.
    if !told.judged.is_out_of_scope(0) {
        page.verdicts();
    }
    if let Some(scope) = &told.explanation.scope {
        page.heading("scope", scope.span);
        page.story(scope, "", "");
    }
    page.data();
    page.text
}

struct Page<'a> {
    told: &'a Told<'a>,
    width: usize,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn head(&mut self) {
        let (told, program) = (self.told, &self.told.opened.program);
        self.line(&format!(
            "lead {}, row {}: {} version {}",
            told.key, told.row, program.contract.name, program.contract.version
        ));
        self.line(&format!("as of {}", told.zone.show(told.opened.as_of)));
        if told.judged.is_out_of_scope(0) {
            self.line("out of scope: the contract is not about this lead");
            return;
        }
        let name =
            |stage: Option<crate::ir::StageId>| stage.map_or("no stage", |stage| program.stage(stage).name.as_str());
        self.line(&format!(
            "recorded {}, qualified for {}",
            name(told.judged.recorded_stage[0]),
            name(told.judged.qualified_stage[0])
        ));
        for (id, verdicts) in &told.judged.handoffs {
            let stage = program.stage(*id);
            let giver = stage.handoff.map_or("", |handoff| program.party(handoff.from));
            let meaning = match verdicts[0] {
                HandoffVerdict::Ok => {
                    let mut stages = told.explanation.stages.iter().filter(|story| story.stage == *id);
                    let excepted = stages.find(|story| !story.excepted.is_empty());
                    excepted.map_or_else(
                        || "handed over, and the criteria were met".to_string(),
                        |story| format!("handed over, and counts as met by exception {}", story.excepted.join(", ")),
                    )
                }
                HandoffVerdict::Premature => {
                    format!("handed over although the criteria were not met: a breach by {giver}")
                }
                HandoffVerdict::Unproven => {
                    let mut stages = told.explanation.stages.iter().filter(|story| story.stage == *id);
                    let criteria = stages.find_map(|story| story.criteria.as_ref());
                    let missing = criteria.map(|criteria| criteria.missing.join(", ")).unwrap_or_default();
                    format!("handed over, and the data do not say whether the criteria were met: {missing}")
                }
                HandoffVerdict::Missed => "the criteria are met, and it was not handed over".to_string(),
                HandoffVerdict::None => "not handed over".to_string(),
            };
            self.line(&format!("hand-off {}: {}: {meaning}", stage.name, verdicts[0].word()));
        }
        if !told.judged.flags[0].is_empty() {
            self.line(&format!("flags {}", told.judged.flags[0].replace(';', ", ")));
        }
    }

    /// Tells of every stage, profile and score.
    fn verdicts(&mut self) {
        let told = self.told;
        self.obstacles();
        for stage in &told.explanation.stages {
            self.stage(stage);
        }
        for story in &told.explanation.timers {
            let span = told.opened.program.sla(story.sla).span;
            self.heading(&promise::timer_title(told, story), span);
            self.lines(promise::timer(told, story));
            self.parts(&story.criteria, "  ");
        }
        let rejection = told.explanation.rejection.as_ref();
        let titled = rejection.and_then(|story| Some((story, promise::rejection_title(told, story)?)));
        if let (Some((story, title)), Some(block)) = (titled, &told.opened.program.rejection) {
            self.heading(&title, block.span);
            self.lines(promise::rejection(told, story));
            self.parts(&story.criteria, "  ");
        }
        for story in told.sources {
            self.heading(&story.title(told), story.span());
            self.lines(story.lines(told));
        }
        let moment = reading(told.explanation.judged_at, told.zone);
        for (title, stories) in [("icp", &told.explanation.icps), ("score", &told.explanation.scores)] {
            for story in stories {
                let outcome = story.outcome.as_deref().unwrap_or("");
                let name = story.label.as_deref().unwrap_or("");
                self.heading(&format!("{title} {name}: {outcome}, judged at {moment}"), story.span);
                self.parts(&story.parts, "");
            }
        }
    }

    /// Says first what stood in the way of the next stage, and what would change it.
    fn obstacles(&mut self) {
        let told = self.told;
        let Some(stage) = told.explanation.next.map(|place| &told.explanation.stages[place]) else { return };
        let name = &told.opened.program.stage(stage.stage).name;
        self.line("");
        let Some(criteria) = &stage.criteria else {
            self.line(&format!("what stands in the way of {name}: it has no criteria, and is not recorded"));
            return;
        };
        self.line(&format!("what stands in the way of {name}, judged at {}", moment(stage, told.zone)));
        self.obstacle(criteria, "", "  ");
    }

    /// Writes what keeps a part from helping: all that must change, and where one of several ways is enough, each way,
    /// with its number before it.
    fn obstacle(&mut self, story: &Story, number: &str, indent: &str) {
        if story.helps() {
            return;
        }
        match story.parts_decide {
            Decide::All => story.parts.iter().for_each(|part| self.obstacle(part, "", indent)),
            Decide::Some => {
                let open: Vec<&Story> = story.parts.iter().filter(|part| !part.helps()).collect();
                let title = story.label.as_ref().map_or_else(String::new, |label| format!(" for {label}"));
                if open.len() > 1 {
                    self.line(&format!("{indent}one of these ways{title}:"));
                }
                for (place, way) in open.iter().enumerate() {
                    let number = format!("({}) ", place + 1);
                    if open.len() == 1 {
                        self.obstacle(way, "", indent);
                    } else if matches!(way.parts_decide, Decide::Itself | Decide::Shown) {
                        self.obstacle(way, &number, indent);
                    } else {
                        self.line(&format!("{indent}{number}{}", self.name(way)));
                        self.obstacle(way, "", &format!("{indent}    "));
                    }
                }
            }
            Decide::Itself | Decide::Shown => {
                // What is met and must not be is as much in the way as what is unmet.
                let sign = if story.truth == Some(Truth::Unknown) { "?" } else { "✗" };
                let (name, place) = (self.name(story), self.place(story.span));
                self.line(&format!("{indent}{number}{sign} {name}  {place}"));
                let values = values(story);
                if !values.is_empty() {
                    self.line(&format!("{indent}    {values}"));
                }
                if let Some(change) = &story.change {
                    self.line(&format!("{indent}    to change it: {change}"));
                }
            }
        }
    }

    fn stage(&mut self, stage: &StageStory) {
        let record = self.told.opened.program.stage(stage.stage);
        let recorded = if stage.recorded { "recorded" } else { "not recorded" };
        let title = format!(
            "stage {}: {}, {recorded}, judged at {}",
            record.name,
            stage.truth.word(),
            moment(stage, self.told.zone)
        );
        self.heading(&title, record.span);
        match &stage.criteria {
            None => self.line("  no criteria: met when it is recorded"),
            Some(criteria) if criteria.parts.is_empty() => self.story(criteria, "", ""),
            Some(criteria) => self.parts(&criteria.parts, ""),
        }
    }

    fn lines(&mut self, lines: promise::Lines) {
        for (line, span) in lines {
            match span {
                Some(span) => self.placed(&line, span),
                None => self.line(&line),
            }
        }
    }

    fn heading(&mut self, title: &str, span: Span) {
        self.line("");
        self.placed(title, span);
    }

    /// Writes a line with its place in the contract at the right, as far as there is room.
    fn placed(&mut self, text: &str, span: Span) {
        let place = self.place(span);
        let used = text.chars().count() + place.chars().count();
        let gap = self.width.saturating_sub(used).clamp(2, 200);
        self.line(&format!("{text}{}{place}", " ".repeat(gap)));
    }

    fn parts(&mut self, parts: &[Story], indent: &str) {
        for (place, part) in parts.iter().enumerate() {
            let last = place + 1 == parts.len();
            self.story(
                part,
                &format!("{indent}{}", if last { "└─ " } else { "├─ " }),
                &format!("{indent}{}", if last { "   " } else { "│  " }),
            );
        }
    }

    fn story(&mut self, story: &Story, lead: &str, indent: &str) {
        let mut line = format!("{lead}{} {}", mark(story), self.name(story));
        if let Some(outcome) = &story.outcome {
            let _ = write!(line, ": {outcome}");
        }
        let values = values(story);
        if !values.is_empty() {
            let _ = write!(line, "  [{values}]");
        }
        self.placed(&line, story.span);
        self.parts(&story.parts, indent);
    }

    fn data(&mut self) {
        if self.told.findings.is_empty() {
            return;
        }
        self.line("");
        self.line("found in the data of this lead");
        for finding in self.told.findings {
            let code = finding.kind.code();
            // What is found of a whole row has no column.
            let column = if finding.column.is_empty() { String::new() } else { format!("{} ", finding.column) };
            self.line(&format!("  {} {}: {column}{}", code.id, code.name, finding.reason));
        }
    }

    /// Returns how a part is called: by its name and text, on one line.
    fn name(&self, story: &Story) -> String {
        let source = self.told.opened.sources.slice(story.span);
        let mut text = source.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > 72 {
            text = text.chars().take(71).chain(['…']).collect();
        }
        match &story.label {
            None => text,
            // A group, a name or a score is known by its label; a criterion's text says what it asks.
            Some(label) if !story.parts.is_empty() || text.is_empty() => label.clone(),
            Some(label) if text.starts_with(label.as_str()) => text,
            Some(label) if story.truth.is_none() => label.clone(),
            Some(label) => format!("{label}: {text}"),
        }
    }

    fn place(&self, span: Span) -> String {
        let sources = &self.told.opened.sources;
        format!("{}:{}", sources.file(span.file).name(), sources.position(span).line)
    }
}

/// Returns a part's mark: whether it is met.
fn mark(story: &Story) -> &'static str {
    match story.truth {
        Some(Truth::Met) => "✓",
        Some(Truth::Unmet) => "✗",
        Some(Truth::Unknown) => "?",
        None => "·",
    }
}

fn values(story: &Story) -> String {
    let value = |(name, value): &(String, Option<String>)| match value {
        Some(value) => format!("{name} = {value}"),
        None => format!("{name} is missing"),
    };
    story.values.iter().map(value).collect::<Vec<_>>().join(", ")
}

fn moment(stage: &StageStory, zone: &Zone) -> String {
    let at = reading(stage.judged_at, zone);
    match &stage.judged_by {
        Some(field) => format!("{at} ({field})"),
        None => format!("{at} (as-of)"),
    }
}

/// Writes an instant; of one that is known by its day only, the day.
fn reading(reading: Reading, zone: &Zone) -> String {
    if reading.is_exact() {
        zone.show(reading.from)
    } else {
        format!("{}, at any time of the day", zone.date(reading.from))
    }
}
