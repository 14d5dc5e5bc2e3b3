"""The living style guide: each component and each block in every state, drawn by its own template."""
