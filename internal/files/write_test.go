package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func holds(t *testing.T, name, want string) {
	t.Helper()
	if got, err := os.ReadFile(name); err != nil || string(got) != want {
		t.Errorf("%s holds %q, want %q (%v)", name, got, want, err)
	}
}

// alone makes sure that nothing was left behind.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	for _, text := range []string{"one", "", strings.Repeat("two", 1<<16)} {
		if err := Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		holds(t, name, text)
	}
	alone(t, dir, "a")
}

// A signal leaves nothing half done, and no file behind.
func TestWriteInterrupted(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	if err := os.WriteFile(name, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	if err := write(name, []byte("after"), signals); !errors.Is(err, errInterrupted) {
		t.Errorf("the error is %v", err)
	}
	holds(t, name, "before")
	alone(t, dir, "a")
}

// A file that is read-only was meant to stay as it is, whoever could replace it.
func TestWriteReadOnly(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	if err := os.WriteFile(name, []byte("before"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := Write(name, []byte("after")); err == nil || err.Error() != name+": cannot be written: it is read-only" {
		t.Errorf("the error is %v", err)
	}
	holds(t, name, "before")
	alone(t, dir, "a")
}

func TestWriteKeepsModeAndLink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := t.TempDir()
	name, link := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a", link); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, []byte("text")); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "text")
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is none any more: %v, %v", info, err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v (%v)", info.Mode(), err)
	}
	alone(t, dir, "a", "b")
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	dangling := filepath.Join(dir, "dangling")
	if err := os.Symlink("nowhere", dangling); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]string{
		dir:                               "it is a folder",
		filepath.Join(dir, "no", "where"): "no such file or directory",
		dangling:                          "it is a link that leads nowhere",
		filepath.Join(dangling, "a"):      "no such file or directory",
	} {
		err := Write(name, []byte("text"))
		if err == nil || err.Error() != name+": cannot be written: "+want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	alone(t, dir, "dangling")
}

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	if err := Create(name, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := Create(name, []byte("two")); !errors.Is(err, fs.ErrExist) || !strings.HasPrefix(err.Error(), name+": cannot be written: ") {
		t.Errorf("%v", err)
	}
	holds(t, name, "one")
	if err := os.Symlink("b", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := Create(filepath.Join(dir, "link"), nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a link is followed: %v", err)
	}
	alone(t, dir, "a", "link")
}
