//! Claims: assertions of several articles that say the same thing, and what contradicts them.
