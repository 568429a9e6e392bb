"""What a grade rests on, as the engine takes it: figures and their sources, and its answers."""
