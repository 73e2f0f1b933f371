package policy

import "testing"

func TestWithinOnWindows(t *testing.T) {
	p := &Policies{dir: `C:\repo\infra`}
	for path, want := range map[string]string{
		`main.tf`: "infra/main.tf", `prod\main.tf`: "infra/prod/main.tf", `prod/main.tf`: "infra/prod/main.tf",
		`c:\REPO\infra\main.tf`: "infra/main.tf", `..\..net\main.tf`: "..net/main.tf", `-`: "infra",
		`..\..\main.tf`: "", `D:\repo\main.tf`: "", `C:\repository\main.tf`: "",
	} {
		if got, ok := p.within(`C:\repo`, path); got != want || ok != (want != "") {
			t.Errorf("%s is %q, %t", path, got, ok)
		}
	}
}
