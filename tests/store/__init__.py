"""What is remembered between runs, proved on real files."""
