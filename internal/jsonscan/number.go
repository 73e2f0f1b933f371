package jsonscan

import "io"

// number validates and skips the number that starts at s.pos.
func (s *Scanner) number() error {
	if s.buf[s.pos&mask] == '-' {
		s.pos++
	}
	// The integer part.
	c, _ := s.peek()
	switch {
	case c == '0':
		s.pos++
		if c, _ = s.peek(); isDigit(c) {
			return s.fail(s.pos, "invalid number: leading zero")
		}
	default:
		if err := s.digits(); err != nil {
			return err
		}
		c, _ = s.peek()
	}
	if c == '.' {
		s.pos++
		if err := s.digits(); err != nil {
			return err
		}
		c, _ = s.peek()
	}
	if c == 'e' || c == 'E' {
		s.pos++
		if c, _ = s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		if err := s.digits(); err != nil {
			return err
		}
	}
	// At the end of the input the number may be over, but after a failed read
	// nobody knows.
	if s.pos == s.end && s.readErr != io.EOF {
		return s.missing()
	}
	return nil
}

// digits skips one digit or more.
func (s *Scanner) digits() error {
	c, ok := s.peek()
	if !ok {
		return s.missing()
	}
	if !isDigit(c) {
		return s.fail(s.pos, "invalid number: expected a digit")
	}
	for isDigit(c) {
		s.pos++
		if c = s.buf[s.pos&mask]; c == 0 {
			c, _ = s.peek()
		}
	}
	return nil
}

// peek returns the next byte, or false at the end of the input.
func (s *Scanner) peek() (byte, bool) {
	if s.pos == s.end && !s.fill() {
		return 0, false
	}
	return s.buf[s.pos&mask], true
}

func isDigit(c byte) bool { return c-'0' <= 9 }
