"""What leaves for the sales system: exports with stable columns, of those who allow it at that moment."""
