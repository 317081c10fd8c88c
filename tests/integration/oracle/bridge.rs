//! Reads the contracts of these tests into programs without the parser and the check, which were written at
//! the same time. It takes right contracts only, reports nothing, and goes once `compile` can use the pipeline.

use leadpact::ir::{
    ArithmeticOperator, CompareOperator, Contract, Criterion, Decay, DecayRate, Handoff, Icp, IcpId, Includes, Line,
    Node, NodeId, Nodes, Persona, Program, Recorded, Role, Score, ScoreBody, ScoreId, SearchOperator, Stage, StageId,
    Worth,
};
use leadpact::source::Span;
use leadpact::time::{Date, Duration, Instant, Unit, Zone};
use leadpact::types::{Decimal, Field, FieldId, PicklistOption, Schema, Type, Value};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(String),
    When(String),
    Sign(String),
    Line,
}

/// An operand as it is read: a node, or one of the two forms that only a comparison takes.
enum Parsed {
    Node(NodeId),
    Difference(NodeId, NodeId),
    Duration(Duration),
}

struct Bridge {
    tokens: Vec<Token>,
    place: usize,
    program: Program,
    defines: Vec<(String, NodeId)>,
}

/// Reads a contract.
pub(crate) fn compile(text: &str) -> Program {
    let zone = Zone::utc();
    let span = Span::default();
    let program = Program {
        contract: Contract {
            name: String::new(),
            version: 1,
            effective: Date(0),
            timezone: zone.clone(),
            parties: Vec::new(),
            scope: None,
            span,
        },
        schema: Schema { fields: Vec::new(), key: FieldId(0), zone, currency: None, rates: Vec::new() },
        nodes: Nodes::default(),
        lists: Vec::new(),
        icps: Vec::new(),
        scores: Vec::new(),
        stages: Vec::new(),
        not_judged: Vec::new(),
    };
    let mut bridge = Bridge { tokens: tokens(text), place: 0, program, defines: Vec::new() };
    bridge.contract();
    bridge.program
}

fn tokens(text: &str) -> Vec<Token> {
    let pattern = regex::Regex::new(concat!(
        r#"(?P<text>"(?:[^"\\]|\\.)*")"#,
        r"|(?P<when>\d{4}-\d\d-\d\d(?:T[0-9:]+(?:Z|[+-]\d\d:\d\d))?)",
        r"|(?P<number>\d[\d_]*(?:\.\d+)?)",
        r"|(?P<word>[A-Za-z_][A-Za-z_0-9]*)",
        r"|(?P<sign>\.\.|!=|<=|>=|[-+*/=<>(){}\[\],:.%])",
        r"|(?P<line>\n)|(?P<skip>#[^\n]*|[ \t]+)",
    ))
    .unwrap();
    let mut tokens: Vec<Token> = Vec::new();
    let mut depth = 0;
    let mut end = 0;
    for found in pattern.captures_iter(text) {
        let whole = found.get(0).unwrap();
        assert_eq!(whole.start(), end, "unread: {}", &text[end..whole.start()]);
        end = whole.end();
        let piece = whole.as_str().to_string();
        let token = if found.name("text").is_some() {
            Token::Text(piece[1..piece.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\"))
        } else if found.name("when").is_some() {
            Token::When(piece)
        } else if found.name("number").is_some() {
            Token::Number(piece.replace('_', ""))
        } else if found.name("word").is_some() {
            if matches!(piece.as_str(), "and" | "or" | "else") && tokens.last() == Some(&Token::Line) {
                tokens.pop();
            }
            Token::Word(piece)
        } else if found.name("sign").is_some() {
            depth += match piece.as_str() {
                "(" | "[" => 1,
                ")" | "]" => -1,
                _ => 0,
            };
            Token::Sign(piece)
        } else if found.name("line").is_some() {
            let goes_on = depth > 0 || matches!(tokens.last(), Some(Token::Line) | None);
            if goes_on || tokens.last() == Some(&Token::Sign(",".to_string())) {
                continue;
            }
            Token::Line
        } else {
            continue;
        };
        tokens.push(token);
    }
    tokens
}

impl Bridge {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn next(&mut self) -> Token {
        self.place += 1;
        self.tokens.get(self.place - 1).cloned().unwrap_or(Token::Line)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(found)) if found == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(found)) if found == word)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.place += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.place += usize::from(found);
        found
    }

    #[track_caller]
    fn sign(&mut self, sign: &str) {
        assert!(self.take_sign(sign), "`{sign}` expected at {:?}", &self.tokens[self.place.saturating_sub(5)..]);
    }

    #[track_caller]
    fn word(&mut self, word: &str) {
        assert!(self.take_word(word), "`{word}` expected at {:?}", &self.tokens[self.place.saturating_sub(5)..]);
    }

    #[track_caller]
    fn name(&mut self) -> String {
        match self.next() {
            Token::Word(name) => name,
            other => panic!("a name expected, not {other:?}"),
        }
    }

    #[track_caller]
    fn text(&mut self) -> String {
        match self.next() {
            Token::Text(text) => text,
            other => panic!("a text expected, not {other:?}"),
        }
    }

    fn maybe_text(&mut self) -> Option<String> {
        matches!(self.peek(), Some(Token::Text(_))).then(|| self.text())
    }

    /// Reads `{`, statements, `}`.
    fn block(&mut self, mut statement: impl FnMut(&mut Bridge)) {
        self.sign("{");
        loop {
            while self.peek() == Some(&Token::Line) {
                self.place += 1;
            }
            if self.take_sign("}") {
                return;
            }
            statement(self);
        }
    }

    fn skip_line(&mut self) {
        while !matches!(self.peek(), Some(Token::Line) | None) {
            self.place += 1;
        }
    }

    // ---------------------------------------------------------------- blocks

    fn contract(&mut self) {
        // The scope may name fields, which are declared later.
        let mut scope = None;
        while self.place < self.tokens.len() {
            match self.next() {
                Token::Line => {}
                Token::Word(word) => match word.as_str() {
                    "contract" => {
                        self.program.contract.name = self.text();
                        self.block(|bridge| match bridge.name().as_str() {
                            "timezone" => {
                                let zone = Zone::find(&bridge.text()).unwrap();
                                bridge.program.contract.timezone = zone.clone();
                                bridge.program.schema.zone = zone;
                            }
                            "party" => {
                                let name = bridge.name();
                                let who = bridge.maybe_text().unwrap_or_default();
                                bridge.program.contract.parties.push((name, who));
                            }
                            "scope" => {
                                scope = Some(bridge.place);
                                bridge.skip_line();
                            }
                            _ => bridge.skip_line(),
                        });
                    }
                    "lead" => self.block(Bridge::field),
                    "activity" => {
                        self.name();
                        self.block(Bridge::skip_line);
                    }
                    "define" => {
                        let name = self.name();
                        self.sign("=");
                        let node = self.node();
                        self.defines.push((name, node));
                    }
                    "icp" => self.icp(),
                    "score" => self.score(),
                    "stage" => self.stage(),
                    other => panic!("a block `{other}`"),
                },
                other => panic!("a block expected, not {other:?}"),
            }
        }
        if let Some(place) = scope {
            self.place = place;
            self.program.contract.scope = Some(self.criterion());
        }
    }

    fn field(&mut self) {
        let id = FieldId(u32::try_from(self.program.schema.fields.len()).unwrap());
        let name = self.name();
        let word = self.name();
        let mut options = Vec::new();
        let kind = match word.as_str() {
            "one" | "many" => {
                self.word("of");
                loop {
                    let label = self.text();
                    let also = if self.take_word("also") { self.texts() } else { Vec::new() };
                    options.push(PicklistOption { label, also });
                    if !self.take_sign(",") {
                        break;
                    }
                }
                if word == "one" { Type::OneOf(id) } else { Type::ManyOf(id) }
            }
            word => Type::WORDS.iter().find(|(known, _)| *known == word).unwrap().1,
        };
        let mut field = Field {
            name,
            kind,
            options,
            required: false,
            unique: false,
            latest: false,
            default: None,
            aliases: Vec::new(),
            currency: None,
            span: Span::default(),
        };
        while !matches!(self.peek(), Some(Token::Line) | None) {
            match self.name().as_str() {
                "key" => {
                    field.kind = Type::Key;
                    self.program.schema.key = id;
                }
                "required" => field.required = true,
                "unique" => field.unique = true,
                "latest" => field.latest = true,
                "default" => {
                    let value = self.literal();
                    field.default = Some(match (value, field.kind) {
                        (Value::Integer(value), Type::Decimal | Type::Money) => {
                            Value::Decimal(Decimal::from_integer(value).unwrap())
                        }
                        (value, _) => value,
                    });
                }
                other => panic!("a field that is `{other}`"),
            }
        }
        self.program.schema.fields.push(field);
    }

    fn icp(&mut self) {
        let name = self.name();
        let label = self.maybe_text();
        let mut icp = Icp {
            name,
            label,
            firmographics: Vec::new(),
            triggers_needed: 0,
            triggers: Vec::new(),
            personas_needed: 0,
            personas: Vec::new(),
            disqualify: Vec::new(),
            tags: Vec::new(),
            span: Span::default(),
        };
        self.block(|bridge| match bridge.name().as_str() {
            "firmographics" => bridge.block(|bridge| icp.firmographics.push(bridge.criterion())),
            "disqualify" => bridge.block(|bridge| icp.disqualify.push(bridge.criterion())),
            "tags" => bridge.block(|bridge| icp.tags.push(bridge.criterion())),
            "triggers" => {
                icp.triggers_needed = bridge.needed();
                bridge.block(|bridge| icp.triggers.push(bridge.criterion()));
            }
            "personas" => {
                icp.personas_needed = bridge.needed();
                bridge.block(|bridge| {
                    let name = bridge.name();
                    let role = if bridge.take_word("role") { bridge.name() } else { name.clone() };
                    bridge.sign(":");
                    let role = match role.as_str() {
                        "trigger" => Role::Trigger,
                        "champion" => Role::Champion,
                        "decision_maker" => Role::DecisionMaker,
                        "influencer" => Role::Influencer,
                        "user" => Role::User,
                        "blocker" => Role::Blocker,
                        other => panic!("a role `{other}`"),
                    };
                    let criterion = Criterion { name: Some(name), ..bridge.criterion() };
                    icp.personas.push(Persona { criterion, role });
                });
            }
            _ => bridge.skip_line(),
        });
        for (place, criterion) in icp.disqualify.iter_mut().enumerate() {
            criterion.name.get_or_insert(format!("disqualify_{}", place + 1));
        }
        self.program.icps.push(icp);
    }

    fn needed(&mut self) -> u32 {
        if self.take_word("at") {
            self.word("least");
            u32::try_from(self.integer()).unwrap()
        } else {
            1
        }
    }

    fn score(&mut self) {
        let name = self.name();
        let label = self.maybe_text();
        let span = Span::default();
        if self.take_sign("=") {
            let mut terms = Vec::new();
            loop {
                let term = self.name();
                terms.push(self.find_score(&term).unwrap());
                if !self.take_sign("+") {
                    break;
                }
            }
            let balanced = self.take_word("balanced");
            self.program.scores.push(Score { name, label, body: ScoreBody::Sum { terms, balanced }, span });
            return;
        }
        self.word("max");
        let max = self.hundredths();
        let min = if self.take_word("min") { self.hundredths() } else { 0 };
        let (mut lines, mut decay) = (Vec::new(), None);
        self.block(|bridge| {
            if bridge.take_word("decay") {
                let rate = if bridge.take_word("half") {
                    DecayRate::Half
                } else {
                    match bridge.literal() {
                        Value::Decimal(share) => DecayRate::Share(share),
                        other => panic!("a decay of {other:?}"),
                    }
                };
                bridge.word("every");
                let every = bridge.duration();
                bridge.word("since");
                let since = bridge.node();
                decay = Some(Decay { rate, every, since, span });
                return;
            }
            let name = bridge.line_name();
            let points = if bridge.take_sign("-") {
                -bridge.hundredths()
            } else {
                bridge.sign("+");
                bridge.hundredths()
            };
            let worth = if bridge.take_word("each") {
                let value = bridge.node();
                bridge.word("max");
                Worth::Each { value, max: bridge.hundredths(), span }
            } else {
                Worth::When(bridge.criterion())
            };
            lines.push(Line { name, points, worth, span });
        });
        let body = ScoreBody::Lines { min, max, lines, decay, recorded: None };
        self.program.scores.push(Score { name, label, body, span });
    }

    fn hundredths(&mut self) -> i64 {
        let negative = self.take_sign("-");
        let Token::Number(digits) = self.next() else { panic!("points expected") };
        let points = Decimal::parse(&digits).unwrap().0 / 10_000;
        if negative { -points } else { points }
    }

    fn stage(&mut self) {
        let name = self.name();
        let label = self.maybe_text();
        if self.take_word("after") {
            self.name();
        }
        let mut stage = Stage {
            name,
            label,
            recorded: Recorded::Never,
            handoff: None,
            when: None,
            won: false,
            span: Span::default(),
        };
        self.block(|bridge| match bridge.name().as_str() {
            "recorded" if bridge.take_word("when") => stage.recorded = Recorded::When(bridge.criterion()),
            "recorded" => {
                let field = bridge.name();
                stage.recorded = Recorded::At(bridge.program.schema.find(&field).unwrap());
            }
            "handoff" => {
                let from = bridge.party();
                bridge.word("to");
                let to = bridge.party();
                stage.handoff = Some(Handoff { from, to });
            }
            "when" => {
                let mut criteria = Vec::new();
                bridge.block(|bridge| criteria.push(bridge.criterion()));
                let node = bridge.all_of(criteria.iter().map(|criterion| criterion.node).collect());
                stage.when = Some(Criterion { name: None, node, span: Span::default(), parts: criteria });
            }
            _ => bridge.skip_line(),
        });
        self.program.stages.push(stage);
    }

    fn party(&mut self) -> usize {
        let name = self.name();
        self.program.contract.parties.iter().position(|(party, _)| *party == name).unwrap()
    }

    // ---------------------------------------------------------------- expressions

    fn line_name(&mut self) -> Option<String> {
        let named = matches!(self.tokens.get(self.place + 1), Some(Token::Sign(sign)) if sign == ":");
        if !named {
            return None;
        }
        let name = self.name();
        self.sign(":");
        Some(name)
    }

    fn criterion(&mut self) -> Criterion {
        let name = self.line_name();
        let node = self.node();
        Criterion { name, node, span: Span::default(), parts: Vec::new() }
    }

    fn add(&mut self, node: Node, kind: Type) -> NodeId {
        self.program.nodes.add(node, kind)
    }

    fn kind(&self, node: NodeId) -> Type {
        self.program.nodes.kind(node)
    }

    fn truth(&mut self, node: Node) -> NodeId {
        self.add(node, Type::Boolean)
    }

    fn all_of(&mut self, mut criteria: Vec<NodeId>) -> NodeId {
        if criteria.len() == 1 { criteria.remove(0) } else { self.truth(Node::And(criteria)) }
    }

    fn any_of(&mut self, mut criteria: Vec<NodeId>) -> NodeId {
        if criteria.len() == 1 { criteria.remove(0) } else { self.truth(Node::Or(criteria)) }
    }

    fn node(&mut self) -> NodeId {
        let mut criteria = vec![self.conjunction()];
        while self.take_word("or") {
            criteria.push(self.conjunction());
        }
        self.any_of(criteria)
    }

    fn conjunction(&mut self) -> NodeId {
        let mut criteria = vec![self.negation()];
        while self.take_word("and") {
            criteria.push(self.negation());
        }
        self.all_of(criteria)
    }

    fn negation(&mut self) -> NodeId {
        if self.take_word("not") {
            let node = self.negation();
            return self.truth(Node::Not(node));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> NodeId {
        let left = match self.sum() {
            Parsed::Node(node) => node,
            Parsed::Difference(later, earlier) => {
                let operator = self.compare_operator().unwrap();
                let duration = self.duration();
                return self.truth(Node::Elapsed { operator, later, earlier, duration });
            }
            Parsed::Duration(_) => panic!("a duration on the left"),
        };
        if let Some(operator) = self.compare_operator() {
            let Parsed::Node(right) = self.sum() else { panic!("a comparison with a duration") };
            return self.truth(Node::Compare { operator, left, right });
        }
        let negated = self.take_word("not");
        if self.take_word("in") {
            let node = self.membership(left);
            return if negated { self.truth(Node::Not(node)) } else { node };
        }
        if self.take_word("is") {
            let missing = self.take_word("missing");
            if !missing {
                self.word("present");
            }
            let node = match self.program.nodes.node(left) {
                Node::Stage(stage) => Node::StageRecorded(*stage),
                _ => Node::Present(left),
            };
            let node = self.truth(node);
            return if missing { self.truth(Node::Not(node)) } else { node };
        }
        if self.take_word("within") {
            let duration = self.duration();
            return self.truth(Node::Within(left, duration));
        }
        if self.take_word("older") {
            self.word("than");
            let duration = self.duration();
            return self.truth(Node::OlderThan(left, duration));
        }
        if self.take_word("matches") {
            let pattern = self.text();
            return self.truth(Node::Matches { value: left, pattern });
        }
        if self.take_word("includes") {
            let quantifier = match self.name().as_str() {
                "any" => Includes::Any,
                "all" => Includes::All,
                _ => Includes::None,
            };
            self.word("of");
            let options = self.texts();
            return self.truth(Node::Includes { quantifier, value: left, options });
        }
        for (first, second, operator) in [
            ("contains", "", SearchOperator::Contains),
            ("starts", "with", SearchOperator::StartsWith),
            ("ends", "with", SearchOperator::EndsWith),
            ("has", "word", SearchOperator::HasWord),
        ] {
            if self.take_word(first) {
                if !second.is_empty() {
                    self.word(second);
                }
                let needles = if self.take_word("any") {
                    self.word("of");
                    self.texts()
                } else {
                    vec![self.text()]
                };
                return self.truth(Node::Search { operator, value: left, needles });
            }
        }
        left
    }

    fn membership(&mut self, value: NodeId) -> NodeId {
        if self.take_sign("[") {
            let mut values = Vec::new();
            while !self.take_sign("]") {
                values.push(self.literal());
                self.take_sign(",");
            }
            return self.truth(Node::InValues { value, values });
        }
        let low = if self.is_sign("..") { None } else { Some(self.literal()) };
        self.sign("..");
        let ends = matches!(self.peek(), Some(Token::Number(_) | Token::When(_))) || self.is_sign("-");
        let high = if ends { Some(self.literal()) } else { None };
        self.truth(Node::InRange { value, low, high })
    }

    fn compare_operator(&mut self) -> Option<CompareOperator> {
        let operators = [
            ("=", CompareOperator::Equal),
            ("!=", CompareOperator::NotEqual),
            ("<", CompareOperator::Less),
            ("<=", CompareOperator::LessOrEqual),
            (">", CompareOperator::Greater),
            (">=", CompareOperator::GreaterOrEqual),
        ];
        operators.into_iter().find(|(sign, _)| self.take_sign(sign)).map(|(_, operator)| operator)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product();
        loop {
            let operator = if self.take_sign("+") {
                ArithmeticOperator::Add
            } else if self.take_sign("-") {
                ArithmeticOperator::Subtract
            } else {
                return left;
            };
            let (Parsed::Node(first), Parsed::Node(second)) = (left, self.product()) else { panic!("a sum") };
            left = if self.kind(first).is_time() {
                Parsed::Difference(first, second)
            } else {
                Parsed::Node(self.arithmetic(operator, first, second))
            };
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.fallback();
        loop {
            let operator = if self.take_sign("*") {
                ArithmeticOperator::Multiply
            } else if self.take_sign("/") {
                ArithmeticOperator::Divide
            } else {
                return left;
            };
            let (Parsed::Node(first), Parsed::Node(second)) = (left, self.fallback()) else { panic!("a product") };
            left = Parsed::Node(self.arithmetic(operator, first, second));
        }
    }

    fn arithmetic(&mut self, operator: ArithmeticOperator, left: NodeId, right: NodeId) -> NodeId {
        let whole = self.kind(left) == Type::Integer
            && self.kind(right) == Type::Integer
            && operator != ArithmeticOperator::Divide;
        let kind = if whole { Type::Integer } else { Type::Decimal };
        self.add(Node::Arithmetic { operator, left, right }, kind)
    }

    fn fallback(&mut self) -> Parsed {
        let value = self.unary();
        if !self.take_word("else") {
            return value;
        }
        let (Parsed::Node(value), Parsed::Node(fallback)) = (value, self.fallback()) else { panic!("an else") };
        let kind = match (self.kind(value), self.kind(fallback)) {
            (Type::Integer, Type::Decimal | Type::Money) => Type::Decimal,
            (kind, _) => kind,
        };
        Parsed::Node(self.add(Node::Else { value, fallback }, kind))
    }

    fn unary(&mut self) -> Parsed {
        if self.take_sign("-") {
            let Parsed::Node(value) = self.unary() else { panic!("a negation") };
            let kind = self.kind(value);
            return Parsed::Node(match self.program.nodes.node(value).clone() {
                Node::Literal(Value::Integer(value)) => self.add(Node::Literal(Value::Integer(-value)), kind),
                Node::Literal(Value::Decimal(value)) => {
                    self.add(Node::Literal(Value::Decimal(Decimal(-value.0))), kind)
                }
                _ => self.add(Node::Negate(value), kind),
            });
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        if self.take_sign("(") {
            // Only a difference needs to come through as such.
            let node = self.node();
            self.sign(")");
            return Parsed::Node(node);
        }
        let Some(Token::Word(word)) = self.peek().cloned() else {
            if self.is_duration() {
                return Parsed::Duration(self.duration());
            }
            let value = self.literal();
            let kind = kind_of(&value);
            return Parsed::Node(self.add(Node::Literal(value), kind));
        };
        self.place += 1;
        let node = match word.as_str() {
            "true" => self.truth(Node::Literal(Value::Boolean(true))),
            "false" => self.truth(Node::Literal(Value::Boolean(false))),
            "icp" => {
                let name = self.name();
                let place = self.program.icps.iter().position(|icp| icp.name == name).unwrap();
                self.truth(Node::Icp(IcpId(u32::try_from(place).unwrap())))
            }
            "stage" => {
                let name = self.name();
                let place = self.program.stages.iter().position(|stage| stage.name == name).unwrap();
                self.truth(Node::Stage(StageId(u32::try_from(place).unwrap())))
            }
            "all" | "any" | "none" if self.is_sign("{") => self.group(&word),
            "at" if self.is_word("least") => self.group("at"),
            "count" if self.is_word("of") => self.aggregate(Type::Integer),
            "latest" | "first" if self.is_word("of") => self.aggregate(Type::Timestamp),
            name => {
                if let Some(field) = self.program.schema.find(name) {
                    let kind = self.program.schema.field(field).kind;
                    self.add(Node::Field(field), kind)
                } else if let Some((_, node)) = self.defines.iter().find(|(define, _)| define == name) {
                    *node
                } else {
                    let score = self.find_score(name).unwrap_or_else(|| panic!("no `{name}`"));
                    self.add(Node::Score(score), Type::Score)
                }
            }
        };
        Parsed::Node(node)
    }

    fn find_score(&self, name: &str) -> Option<ScoreId> {
        let place = self.program.scores.iter().position(|score| score.name == name)?;
        Some(ScoreId(u32::try_from(place).unwrap()))
    }

    fn group(&mut self, word: &str) -> NodeId {
        let mut needed = 0;
        if word == "at" {
            self.word("least");
            needed = u32::try_from(self.integer()).unwrap();
            self.word("of");
        }
        let mut criteria = Vec::new();
        self.block(|bridge| criteria.push(bridge.criterion().node));
        match word {
            "all" => self.all_of(criteria),
            "any" => self.any_of(criteria),
            "none" => {
                let any = self.any_of(criteria);
                self.truth(Node::Not(any))
            }
            _ => self.truth(Node::AtLeast(needed, criteria)),
        }
    }

    fn aggregate(&mut self, kind: Type) -> NodeId {
        let start = self.place;
        self.word("of");
        self.sign("(");
        let name = self.name();
        while !self.take_sign(")") {
            self.place += 1;
        }
        let text = format!("{:?}", &self.tokens[start - 1..self.place]);
        self.add(Node::Activity { name, text }, kind)
    }

    // ---------------------------------------------------------------- literals

    fn integer(&mut self) -> i64 {
        match self.next() {
            Token::Number(digits) => digits.parse().unwrap(),
            other => panic!("an integer expected, not {other:?}"),
        }
    }

    fn is_duration(&self) -> bool {
        let unit = self.tokens.get(self.place + 1);
        matches!(unit, Some(Token::Word(word)) if Unit::parse(word, false).is_some())
    }

    fn duration(&mut self) -> Duration {
        let amount = self.integer();
        let unit = self.name();
        Duration { amount, unit: Unit::parse(&unit, false).unwrap() }
    }

    fn texts(&mut self) -> Vec<String> {
        self.sign("[");
        let mut texts = Vec::new();
        while !self.take_sign("]") {
            texts.push(self.text());
            self.take_sign(",");
        }
        texts
    }

    fn literal(&mut self) -> Value {
        if self.take_sign("-") {
            return match self.literal() {
                Value::Integer(value) => Value::Integer(-value),
                Value::Decimal(value) => Value::Decimal(Decimal(-value.0)),
                other => panic!("-{other:?}"),
            };
        }
        match self.next() {
            Token::Text(text) => Value::Text(text),
            Token::Word(word) => Value::Boolean(word == "true"),
            Token::When(when) if when.len() == 10 => Value::Date(Date::parse(&when).unwrap()),
            Token::When(when) => Value::Timestamp(Instant::parse(&when).unwrap()),
            Token::Number(digits) if self.take_sign("%") => {
                Value::Decimal(Decimal(Decimal::parse(&digits).unwrap().0 / 100))
            }
            Token::Number(digits) if digits.contains('.') => Value::Decimal(Decimal::parse(&digits).unwrap()),
            Token::Number(digits) => Value::Integer(digits.parse().unwrap()),
            other => panic!("a literal expected, not {other:?}"),
        }
    }
}

fn kind_of(value: &Value) -> Type {
    match value {
        Value::Text(_) => Type::Text,
        Value::Integer(_) => Type::Integer,
        Value::Decimal(_) => Type::Decimal,
        Value::Boolean(_) => Type::Boolean,
        Value::Date(_) => Type::Date,
        Value::Timestamp(_) => Type::Timestamp,
        Value::Options(_) => unreachable!("no literal is a set of options"),
    }
}
