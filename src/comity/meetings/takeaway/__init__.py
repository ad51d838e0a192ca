"""The take-away pack: one file with everything of a meeting that this reader may see."""
