package gate

import (
	"context"
	"io"
	"strings"
)

// Ask asks for a yes at a terminal. It reads one line, and not beyond it.
func Ask(terminal io.Reader, prompt io.Writer) func(context.Context, string) (bool, error) {
	return func(ctx context.Context, question string) (bool, error) {
		if _, err := io.WriteString(prompt, question); err != nil {
			return false, err
		}
		answer := make(chan string, 1)
		// A read from a terminal cannot be called off: it is left behind when a
		// signal ends the gate.
		go func() { answer <- line(terminal) }()
		select {
		case <-ctx.Done():
			_, _ = io.WriteString(prompt, "\n")
			return false, context.Cause(ctx)
		case text := <-answer:
			return strings.TrimSpace(text) == "yes", nil
		}
	}
}

// line is a line, or what there is of it.
func line(r io.Reader) string {
	var text []byte
	var b [1]byte
	for len(text) < 1024 {
		n, err := r.Read(b[:])
		if n == 1 && b[0] != '\n' {
			text = append(text, b[0])
		}
		if err != nil || n == 1 && b[0] == '\n' {
			break
		}
	}
	return string(text)
}
