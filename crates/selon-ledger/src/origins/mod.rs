//! Origins: where a claim enters the record, counted from below and from above.
