//! What Selon knows of the world, and from where.
