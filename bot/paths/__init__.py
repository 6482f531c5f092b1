"""What can be asked and what cannot: reachability, witnesses, exact figures of length, remaining bounds."""
