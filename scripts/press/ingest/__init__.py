"""What is not text becomes text: PDFs and pictures → sheets → line-level ALTO, which is the seed."""
