use super::changed;

