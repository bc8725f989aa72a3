//! What stands in each table: the columns, what they mean, and the question that gives the rows.

use super::Kind::{Boolean, Instant, Integer, Integers, Real, Text, Texts};
use super::{Column, Kind, Table};

/// A table, laid out.
pub(super) struct Layout {
    pub(super) about: &'static str,
    /// What follows `FROM`; nothing where the program makes the rows.
    pub(super) from: Option<&'static str>,
    pub(super) columns: &'static [Column],
}

pub(super) fn layout(table: Table) -> &'static Layout {
    match table {
        Table::Articles => &ARTICLES,
        Table::Credits => &CREDITS,
        Table::Assertions => &ASSERTIONS,
        Table::Spans => &SPANS,
        Table::Links => &LINKS,
        Table::Entities => &ENTITIES,
        Table::Times => &TIMES,
        Table::Quantities => &QUANTITIES,
        Table::Claims => &CLAIMS,
        Table::Origins => &ORIGINS,
        Table::Copies => &COPIES,
        Table::Passages => &PASSAGES,
        Table::Relations => &RELATIONS,
    }
}

const fn column(name: &'static str, kind: Kind, sql: &'static str, about: &'static str) -> Column {
    Column { name, kind, about, sql }
}

const ARTICLES: Layout = Layout {
    about: "An article as published, in the order of adding. Spans of other tables count the Unicode code points of its `text`, half open.",
    from: Some("article r ORDER BY r.id"),
    columns: &[
        column("article", Integer, "r.id", "its number"),
        column("id", Text, "r.name", "the identifier it came with, else one made from its text"),
        column("url", Text, "r.url", "where it was published"),
        column("outlet", Text, "r.outlet", "who published it, as named on the page"),
        column("outlet_kb", Text, "r.outlet_kb", "that outlet in the knowledge base"),
        column("voice", Text, "r.voice", "what it is counted under among outlets"),
        column("title", Text, "r.title", "its headline"),
        column("byline", Text, "r.byline", "who signed it, as printed"),
        column("published", Text, "r.published", "when, ISO 8601, as precise as known"),
        column("dated", Text, "r.dated", "where that date is from, when the article did not come with it"),
        column("earliest", Instant, "r.earliest", "the first second it can have been published"),
        column("latest", Instant, "r.latest", "one past the last"),
        column("language", Text, "r.language", "BCP 47; `und` when not determined"),
        column("place", Text, "r.place", "the file and line it was read from"),
        column("supersedes", Integer, "r.supersedes", "the article that it is a later version of"),
        column(
            "sha256",
            Text,
            "lower(hex(r.sha256))",
            "of what it came with: the same article has the same one in every ledger",
        ),
        column("text", Text, "r.text", "the text, unchanged"),
    ],
};

const CREDITS: Layout = Layout {
    about: "A place where an article says that its words are an agency's.",
    from: Some("credit c ORDER BY c.article, c.position"),
    columns: &[
        column("article", Integer, "c.article", "the article"),
        column("agency", Text, "c.agency", "the agency's name"),
        column("kb", Text, "c.kb", "the agency in the knowledge base"),
        column("form", Text, "c.form", "sole, with, dateline or closing"),
        column("part", Text, "c.part", "whether the span counts the `byline` or the `text`"),
        column("start", Integer, "c.\"start\"", "first code point of the words"),
        column("end", Integer, "c.\"end\"", "one past the last"),
    ],
};

const ASSERTIONS: Layout = Layout {
    about: "A content asserted in one article, on somebody's word.",
    from: Some("assertion a LEFT JOIN now_claim n ON n.assertion = a.id ORDER BY a.id"),
    columns: &[
        column("assertion", Integer, "a.id", "its number"),
        column("article", Integer, "a.article", "the article"),
        column("id", Text, "a.name", "its identifier within the reading"),
        column("parent", Integer, "a.parent", "the assertion in whose content it stands"),
        column(
            "claim",
            Integer,
            "n.claim",
            "the claim it is part of; its row in `claims` is there once several articles have it or something disagrees",
        ),
        column("content", Text, "a.content", "its words, ` … ` between the parts"),
        column(
            "start",
            Integer,
            "(SELECT min(s.\"start\") FROM span s WHERE s.assertion = a.id AND s.role = 'content')",
            "first code point of the content; `spans` has every part",
        ),
        column(
            "end",
            Integer,
            "(SELECT max(s.\"end\") FROM span s WHERE s.assertion = a.id AND s.role = 'content')",
            "one past its last",
        ),
        column(
            "form",
            Text,
            "a.form",
            "direct, indirect, mixed, frame, hearsay or plain (the article's own voice)",
        ),
        column("act", Text, "a.act", "what the source does: assert, deny, question …"),
        column("certainty", Text, "a.level", "how sure, as the source presents it"),
        column("polarity", Text, "a.polarity", "positive or negative"),
        column("confidence", Real, "a.confidence", "how sure Selon is of its reading, 0 to 1"),
        column(
            "source_kind",
            Text,
            "a.source_kind",
            "person, group, organisation, outlet, document, unnamed, author, none",
        ),
        column("source_name", Text, "a.source_name", "whom its words stand for, where that is known"),
        column("source_unnamed", Text, "a.source_unnamed", "what sort of source without a name"),
        column("source_kb", Text, "a.source_kb", "the source in the knowledge base"),
        column("source_outlet", Text, "a.source_outlet", "the outlet that it is or speaks in"),
        column(
            "chain",
            Texts,
            "(SELECT json_group_array(l.name ORDER BY l.position) FROM link l WHERE l.assertion = a.id)",
            "the sources behind each other, the article first; `links` has each",
        ),
        column(
            "entities",
            Integers,
            "(SELECT json_group_array(e.entity ORDER BY e.entity) FROM assertion_entity e WHERE e.assertion = a.id)",
            "the mentions in its content: rows of `entities`",
        ),
        column(
            "times",
            Integers,
            "(SELECT json_group_array(t.time ORDER BY t.time) FROM assertion_time t WHERE t.assertion = a.id)",
            "its times: rows of `times`",
        ),
        column(
            "quantities",
            Integers,
            "(SELECT json_group_array(q.quantity ORDER BY q.quantity) FROM assertion_quantity q WHERE q.assertion = a.id)",
            "its quantities: rows of `quantities`",
        ),
    ],
};

const SPANS: Layout = Layout {
    about: "Words of an article that show an assertion.",
    from: Some("span s ORDER BY s.assertion, s.role, s.\"start\", s.\"end\""),
    columns: &[
        column("assertion", Integer, "s.assertion", "the assertion"),
        column("role", Text, "s.role", "content, cue, source or certainty"),
        column("start", Integer, "s.\"start\"", "first code point of the article's text"),
        column("end", Integer, "s.\"end\"", "one past the last"),
    ],
};

const LINKS: Layout = Layout {
    about: "A step of an assertion's chain of sources.",
    from: Some("link l ORDER BY l.assertion, l.position"),
    columns: &[
        column("assertion", Integer, "l.assertion", "the assertion"),
        column("position", Integer, "l.position", "0 is the article, the last the nearest source"),
        column("kind", Text, "l.kind", "what the source is"),
        column("name", Text, "l.name", "its name, or its words"),
        column("kb", Text, "l.kb", "in the knowledge base"),
    ],
};

const ENTITIES: Layout = Layout {
    about: "A mention of somebody or something.",
    from: Some("entity e ORDER BY e.id"),
    columns: &[
        column("entity", Integer, "e.id", "its number"),
        column("article", Integer, "e.article", "the article"),
        column("start", Integer, "e.\"start\"", "first code point"),
        column("end", Integer, "e.\"end\"", "one past the last"),
        column(
            "type",
            Text,
            "e.type",
            "person, organisation, outlet, place, group, event, equipment, document, other",
        ),
        column("name", Text, "e.name", "its fullest name in the article"),
        column("kb", Text, "e.kb", "in the knowledge base"),
        column("key", Text, "e.key", "what it is compared by: `kb`, else type and folded name"),
    ],
};

const TIMES: Layout = Layout {
    about: "A time expression, in TIMEX3's terms.",
    from: Some("time t ORDER BY t.id"),
    columns: &[
        column("time", Integer, "t.id", "its number"),
        column("article", Integer, "t.article", "the article"),
        column("start", Integer, "t.\"start\"", "first code point"),
        column("end", Integer, "t.\"end\"", "one past the last"),
        column("type", Text, "t.type", "DATE, TIME, DURATION or SET"),
        column("value", Text, "t.value", "TIMEX3's value"),
        column("from", Text, "t.\"from\"", "first instant, ISO 8601, where it resolves"),
        column("to", Text, "t.\"to\"", "one past the last"),
        column("grain", Text, "t.grain", "the finest unit it names"),
    ],
};

const QUANTITIES: Layout = Layout {
    about: "A number with what it measures.",
    from: Some("quantity q ORDER BY q.id"),
    columns: &[
        column("quantity", Integer, "q.id", "its number"),
        column("article", Integer, "q.article", "the article"),
        column("start", Integer, "q.\"start\"", "first code point"),
        column("end", Integer, "q.\"end\"", "one past the last"),
        column("dimension", Text, "q.dimension", "count, money, length …"),
        column("unit", Text, "q.unit", "ISO 4217 for money, else the unit's identifier in Unicode CLDR"),
        column("value", Real, "q.value", "the number"),
        column("low", Real, "q.low", "the least it can be"),
        column("high", Real, "q.high", "the most it can be"),
        column("approximate", Boolean, "q.approximate", "whether the words say that it is rough"),
        column("of", Text, "q.\"of\"", "what is counted or measured, in the words of the text"),
    ],
};

const CLAIMS: Layout = Layout {
    about: "Assertions that say the same: those that several articles have or something disagrees with.",
    from: Some("now_summary s ORDER BY s.claim"),
    columns: &[
        column("claim", Integer, "s.claim", "its number: that of its first assertion"),
        column("title", Text, "s.title", "the content that stands for it"),
        column("assertions", Integer, "s.assertions", "how many"),
        column("articles", Integer, "s.articles", "in how many articles"),
        column("outlets", Integer, "s.outlets", "of how many outlets"),
        column("at_least", Integer, "s.at_least", "origins that are shown to be independent"),
        column("at_most", Integer, "s.at_most", "origins that are not shown to depend on another"),
        column("first_seen", Instant, "s.first_seen", "when the earliest dated article had it"),
        column("last_seen", Instant, "s.last_seen", "when the latest had it"),
        column("contradictions", Integer, "s.contradictions", "how many assertions contradict it"),
        column("updates", Integer, "s.updates", "how many update it"),
        column("hedge_loss", Integer, "s.hedge_loss", "on how many steps a hedge was lost"),
        column("source_loss", Integer, "s.source_loss", "on how many steps a source was lost"),
    ],
};

const ORIGINS: Layout = Layout {
    about: "What makes one article of a claim depend on another, or on an outlet of which the claim has no article.",
    from: None,
    columns: &[
        column("claim", Integer, "", "the claim"),
        column(
            "from_article",
            Integer,
            "",
            "who has it from the other; where that is not known, the later one",
        ),
        column("from_outlet", Text, "", "the same, where it is an outlet"),
        column("to_article", Integer, "", "whom it is from"),
        column("to_outlet", Text, "", "the same, where it is an outlet"),
        column(
            "kind",
            Text,
            "",
            "copies, credits, cites, same_outlet, same_source, unsourced, same_owner or user",
        ),
        column("proven", Boolean, "", "whether it is proven; what is not is suspected"),
        column("joins", Boolean, "", "whether it makes the two one origin in the counting"),
        column("reason", Text, "", "why it is drawn, as a code"),
        column("detail", Text, "", "what the reason names, as a JSON object"),
        column("evidence", Text, "", "the words that show it: a JSON list of {article, part, span}"),
    ],
};

const COPIES: Layout = Layout {
    about: "Two articles that share copied words; `a` was added before `b`, which says nothing of who copied.",
    from: Some("copy c ORDER BY c.id"),
    columns: &[
        column("copy", Integer, "c.id", "its number"),
        column("a", Integer, "c.a", "one article"),
        column("b", Integer, "c.b", "the other"),
        column("kind", Text, "c.kind", "identical, near or partial"),
        column(
            "direction",
            Text,
            "c.direction",
            "forward (b from a), backward (a from b), common (both from a third) or unknown",
        ),
        column("jaccard", Real, "c.jaccard", "of their word 5-grams"),
        column("share_a", Real, "c.share_a", "of the words of `a`, those in copied passages"),
        column("share_b", Real, "c.share_b", "of the words of `b`"),
        column(
            "reasons",
            Text,
            "c.reasons",
            "what speaks for the direction: a JSON list of {reason, favours, detail}",
        ),
    ],
};

const PASSAGES: Layout = Layout {
    about: "A passage that stands in both articles of a copy.",
    from: Some("passage p ORDER BY p.copy, p.a_start, p.b_start"),
    columns: &[
        column("copy", Integer, "p.copy", "the copy"),
        column("a_start", Integer, "p.a_start", "first code point in `a`"),
        column("a_end", Integer, "p.a_end", "one past the last"),
        column("b_start", Integer, "p.b_start", "first code point in `b`"),
        column("b_end", Integer, "p.b_end", "one past the last"),
    ],
};

const RELATIONS: Layout = Layout {
    about: "What two assertions of different articles have to do with each other; `a` was added before `b`.",
    from: Some("relation x ORDER BY x.id"),
    columns: &[
        column("relation", Integer, "x.id", "its number"),
        column("a", Integer, "x.a", "one assertion"),
        column("b", Integer, "x.b", "the other"),
        column("kind", Text, "x.kind", "same, contradiction or update"),
        column(
            "type",
            Text,
            "x.type",
            "what they disagree in: number, date, place, polarity …; of `same`: partial or nothing",
        ),
        column("confidence", Real, "x.confidence", "how sure that is, 0 to 1"),
        column("reasons", Text, "x.reasons", "a JSON list of {slot, a, b, verdict}"),
    ],
};
