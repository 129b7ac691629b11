"""What any stage may ask about Chinese text: characters, sentences, words, dates, figures."""
