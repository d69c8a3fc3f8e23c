"""The parts of a screen: data comes down to them, messages go up from them."""
