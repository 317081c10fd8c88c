//! Expression nodes: each distinct criterion exists once (hash-consing), so that it is computed once for each
//! instant it is judged at (S2.2).

use indexmap::IndexSet;

use super::{ActivityId, IcpId, ListId, ScoreId, StageId};
use crate::ops::{AggregateFunction, ArithmeticOperator, CompareOperator, Includes, SearchOperator};
use crate::time::{Date, Duration};
use crate::types::{FieldId, Type, Value};

/// Names a node of [`Nodes`]. A node's operands have smaller ids than the node itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// Returns the place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An end of a range, included.
pub type Bound = Option<Value>;

/// A typed expression.
///
/// Nodes of type boolean are criteria: met, unmet or unknown (S1.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A field of the lead. An instant later than the one judged at is missing to every operator but
    /// [`Node::Within`], [`Node::OlderThan`] and [`Node::Present`], which read the field itself (S2.7).
    Field(FieldId),
    /// A literal.
    Literal(Value),
    /// `value else fallback`: the fallback where the value is missing. Both have the node's type, or are an
    /// integer where the node is a decimal or money.
    Else {
        /// The value.
        value: NodeId,
        /// What stands in for it.
        fallback: NodeId,
    },
    /// `- value`, a number.
    Negate(NodeId),
    /// An operation on two numbers. The type is [`Type::Integer`] only between integers and not for `/`.
    Arithmetic {
        /// Which.
        operator: ArithmeticOperator,
        /// The left side.
        left: NodeId,
        /// The right side.
        right: NodeId,
    },
    /// A score, whose value has a range (S3.2).
    Score(ScoreId),
    /// A value computed from the lead's activities up to the instant judged at (S2.7).
    Aggregate {
        /// How.
        function: AggregateFunction,
        /// Of which activities.
        activity: ActivityId,
        /// Of which of their fields, in the schema of [`Activity::record`](super::Activity::record); none for a
        /// count.
        field: Option<FieldId>,
        /// Which of them count: a criterion of the record's program; a period before the instant judged at is part
        /// of it.
        filter: Option<NodeId>,
    },

    /// A comparison of two values of types that compare: the same; any two numbers; a number and a score; a
    /// date and a timestamp (by local date in the contract's zone, S2.8); text and text; two picklists.
    Compare {
        /// Which.
        operator: CompareOperator,
        /// The left side.
        left: NodeId,
        /// The right side.
        right: NodeId,
    },
    /// `later - earlier OP duration`, which is `later OP earlier + duration` (S2.8). The duration is plain, not business.
    Elapsed {
        /// Which comparison.
        operator: CompareOperator,
        /// The instant or date on the left of the minus.
        later: NodeId,
        /// The one on its right.
        earlier: NodeId,
        /// The limit.
        duration: Duration,
    },
    /// `value in [ … ]`: literals only, each of a type that compares with the value's.
    InValues {
        /// The value.
        value: NodeId,
        /// The literals, in order.
        values: Vec<Value>,
    },
    /// `value in low..high`, ends included: numbers, scores, dates or timestamps.
    InRange {
        /// The value.
        value: NodeId,
        /// The lower end.
        low: Bound,
        /// The upper end.
        high: Bound,
    },
    /// `value in LIST`: text folded, a key exactly.
    InList {
        /// The value.
        value: NodeId,
        /// The list.
        list: ListId,
    },
    /// A search for any one of the needles, which are as written.
    Search {
        /// How.
        operator: SearchOperator,
        /// The text.
        value: NodeId,
        /// What is searched for.
        needles: Vec<String>,
    },
    /// `value matches "pattern"`; the pattern has been compiled once by the check (S1.5).
    Matches {
        /// The text.
        value: NodeId,
        /// The regular expression as written; compile it with [`crate::ops::pattern`].
        pattern: String,
    },
    /// `value includes any of [ … ]`; the options are labels of the field's options.
    Includes {
        /// How many are asked for.
        quantifier: Includes,
        /// The multi-select picklist.
        value: NodeId,
        /// The options.
        options: Vec<String>,
    },
    /// `value is present`: never unknown. `is missing` is its [`Node::Not`].
    Present(NodeId),
    /// `value within duration` of the instant judged at (S2.8); the value is a date or timestamp.
    Within(NodeId, Duration),
    /// `value older than duration`.
    OlderThan(NodeId, Duration),
    /// The instant judged at is before 00:00 of a day in the contract's zone (S3.9).
    Before(Date),
    /// `not criterion`; `none { … }` is the `Not` of an `Or`.
    Not(NodeId),
    /// All of two or more criteria.
    And(Vec<NodeId>),
    /// Any of two or more criteria.
    Or(Vec<NodeId>),
    /// `at least N of { … }`, and the groups of an icp.
    AtLeast(u32, Vec<NodeId>),
    /// `icp NAME` (S3.1).
    Icp(IcpId),
    /// `stage NAME`: its criteria are met at the instant judged at (S3.5).
    Stage(StageId),
    /// `stage NAME is present`: it is recorded.
    StageRecorded(StageId),
}

impl Node {
    /// Returns the nodes that a node is computed from, in order.
    pub fn operands(&self) -> Vec<NodeId> {
        match self {
            Node::Field(_)
            | Node::Literal(_)
            | Node::Before(_)
            | Node::Aggregate { .. }
            | Node::Score(_)
            | Node::Icp(_)
            | Node::Stage(_)
            | Node::StageRecorded(_) => Vec::new(),
            Node::Else { value, fallback } => vec![*value, *fallback],
            Node::Arithmetic { left, right, .. } | Node::Compare { left, right, .. } => vec![*left, *right],
            Node::Elapsed { later, earlier, .. } => vec![*later, *earlier],
            Node::Negate(value)
            | Node::Present(value)
            | Node::Within(value, _)
            | Node::OlderThan(value, _)
            | Node::Not(value)
            | Node::InValues { value, .. }
            | Node::InRange { value, .. }
            | Node::InList { value, .. }
            | Node::Search { value, .. }
            | Node::Matches { value, .. }
            | Node::Includes { value, .. } => vec![*value],
            Node::And(parts) | Node::Or(parts) | Node::AtLeast(_, parts) => parts.clone(),
        }
    }
}

/// All nodes of a program. The same literal under two types is two nodes: an option of one field is no option of
/// another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nodes {
    nodes: IndexSet<(Node, Type), rustc_hash::FxBuildHasher>,
}

impl Nodes {
    /// Returns the id of this node, which is added where it is new.
    pub fn add(&mut self, node: Node, kind: Type) -> NodeId {
        let (index, _) = self.nodes.insert_full((node, kind));
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Returns a node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()].0
    }

    /// Returns a node's type.
    pub fn kind(&self, id: NodeId) -> Type {
        // INVARIANT: a NodeId is only made by `add`.
        self.nodes[id.index()].1
    }

    /// Iterates over all nodes, operands first.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node, Type)> {
        (0..).map(NodeId).zip(&self.nodes).map(|(id, (node, kind))| (id, node, *kind))
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
