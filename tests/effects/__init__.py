"""Effects are counted: with two beats and a broker that forgets, each is there exactly once."""
