//! What is in a ledger, in the formats of others: Parquet, CSV, JSON Lines, FollowTheMoney, GraphML, GEXF, Web Annotation.
