package scan

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tfcua/tfcua"
)

const (
	guid  = "a1b2c3d4-e5f6-4711-8899-aabbccddeeff"
	other = "b2c3d4e5-f6a7-4822-99aa-bbccddeeff00"
)

// TestRead says of each language what is found in a line or two, as
// "line:column name = text", ‹› standing for what only the code knows.
func TestRead(t *testing.T) {
	const ua, arm = "AZURE_HTTP_USER_AGENT", "ARM_PARTNER_ID"
	for _, test := range []struct {
		file, text string
		want       []string
	}{
		// Shell.
		{"a.sh", "export " + ua + "='pid-" + guid + "'", []string{"1:31 " + ua + " = pid-" + guid}},
		{"a.sh", ua + `="pid-"` + guid + " az x", []string{"1:24 " + ua + " = pid-" + guid}},
		{"a.sh", ua + `="pid-$ID"`, []string{"1:24 " + ua + " = pid-‹›"}},
		{"a.sh", ua + `="$` + ua + ` pid-x"`, []string{"1:24 " + ua + " = ‹› pid-x"}},
		{"a.sh", ua + `+=" pid-x"`, []string{"1:25 " + ua + " = ‹› pid-x"}},
		{"a.sh", "# export " + ua + "=pid-x", nil},
		{"a.sh", "x # " + ua + "=pid-x\n", nil},
		{"a.sh", "x#" + ua + "=pid-x\n", []string{"1:25 " + ua + " = pid-x"}},
		{"a.sh", `[ "$` + ua + `" = pid-x ] || [[ $` + arm + ` == pid-x ]]`, nil},
		{"a.sh", "MY_" + arm + "=x " + arm + "S=x", nil},
		{"a.sh", "echo \"" + arm + "=" + guid + "\" >> $GITHUB_ENV", []string{"1:22 " + arm + " = " + guid}},
		{"a.sh", `echo "##vso[task.setvariable variable=` + arm + `;isOutput=true]` + guid + `"`, []string{"1:68 " + arm + " = " + guid}},
		{"a.sh", "docker run -e " + arm + "=" + guid + " --env=" + ua + "=pid-x image", []string{"1:30 " + arm + " = " + guid, "1:95 " + ua + " = pid-x"}},
		{"a.sh", "x=$(" + ua + "=pid-x az `" + arm + "=y az`)", []string{"1:27 " + ua + " = pid-x", "1:52 " + arm + " = y"}},
		{"a.sh", "cat <<EOF > .env\ndon't\n" + arm + "=y\nEOF\n" + ua + "='pid-x'", []string{"3:16 " + arm + " = y", "5:24 " + ua + " = pid-x"}},
		{"a.sh", "cat <<-'E'\n\t" + arm + "=y\n\tE\n" + ua + "=pid-x", []string{"2:17 " + arm + " = y", "4:23 " + ua + " = pid-x"}},
		{"a.sh", "echo $((1<<2))\n" + ua + "=pid-\\\nx", []string{"2:23 " + ua + " = pid-x"}},
		{"a.sh", ua + `="{{ .Values.pid }}"`, []string{"1:24 " + ua + " = ‹›"}},
		{"a.sh", "sh -c '" + ua + `="pid-x" az'`, []string{"1:31 " + ua + " = pid-x"}},
		{"a.sh", `: "${` + ua + `:=pid-$X y}" ${` + arm + `:-z} ${` + arm + `=q}`, []string{"1:29 " + ua + " = pid-‹› y", "1:78 " + arm + " = q"}},
		{"a.sh", `curl -sS -H "User-Agent: pid-x" -A pid-y z; curl --user-agent="pid-z" | grep -A pid-q`, []string{"1:26 User-Agent = pid-x", "1:36 User-Agent = pid-y", "1:64 User-Agent = pid-z"}},
		{"a.sh", "az rest --headers \"A=b User-Agent=pid-x\" --headers '{\"user-agent\": \"pid-y\"}'\nwget -U pid-z u", []string{"1:35 User-Agent = pid-x", "1:69 User-Agent = pid-y", "2:9 User-Agent = pid-z"}},
		{"a.sh", "{ echo '" + arm + "<<EOF'\n echo " + guid + "\n echo EOF; } >> $GITHUB_ENV\necho '" + ua + "<<E' >> $GITHUB_ENV\necho \"pid-x\" >> $GITHUB_ENV", []string{"2:7 " + arm + " = " + guid, "5:7 " + ua + " = pid-x"}},
		{"a.sh", "cat >> $GITHUB_ENV <<X\n" + arm + "<<EOF\ny\nEOF\nX\necho z", []string{"3:1 " + arm + " = y"}},
		{"a.fish", "set -gx " + ua + " 'pid-x'\nset -e " + arm + "\necho y", []string{"1:32 " + ua + " = pid-x"}},

		// Environment files and Dockerfiles.
		{".env", "A=don't\n" + arm + "=" + guid + " # x\nB=won't", []string{"2:16 " + arm + " = " + guid}},
		{".env.prod", arm + "=\"" + guid + "\"\r\n", []string{"1:17 " + arm + " = " + guid}},
		{"Dockerfile", "FROM x\nENV " + arm + " " + guid + "\nENV A=b \\\n  " + ua + "=pid-x\n", []string{"2:20 " + arm + " = " + guid, "4:25 " + ua + " = pid-x"}},
		{"Dockerfile.prod", "ENV " + arm + ` ""` + "\nARG " + arm + "=$X", []string{"2:20 " + arm + " = ‹›"}},

		// Makefiles, batch files and Jenkinsfiles.
		{"Makefile", "export " + ua + " ?= pid-$(ID) # x\ndeploy: " + arm + " := y\n\t@" + arm + "=z \\\n\t  " + ua + "='pid-x' az\n# " + arm + " = q\n" + arm + " += w\n" + ua + " = pid-$(shell cat $(f))\nall: ; " + arm + "=v az", []string{"1:33 " + ua + " = pid-‹›", "2:27 " + arm + " = y", "3:18 " + arm + " = z", "4:27 " + ua + " = pid-x", "6:19 " + arm + " = ‹›w", "7:25 " + ua + " = pid-‹›", "8:23 " + arm + " = v"}},
		{"a.cmd", "@set " + ua + "=a pid-%ID% & az\r\nset \"" + arm + "=y\" && setx " + arm + " \"z\"\r\nREM set " + arm + "=q\r\n:: set " + arm + "=q\r\nset " + arm + "=\r\necho %" + arm + "%", []string{"1:28 " + ua + " = a pid-‹›", "2:21 " + arm + " = y", "2:48 " + arm + " = z"}},
		{"Jenkinsfile", "environment { " + arm + " = 'y' }\nsh \"\"\"\n export " + ua + "='pid-${id}'\n\"\"\"\nwithEnv(['" + ua + "=pid-x']) {} // " + arm + " = 'z'", []string{"1:32 " + arm + " = y", "2:4 " + ua + " = pid-‹›", "5:10 " + ua + " = pid-x"}},

		// YAML.
		{"a.yml", "env:\n  " + ua + ": pid-x # y", []string{"2:26 " + ua + " = pid-x"}},
		{"a.yml", "env:\n  \"" + ua + "\": 'pid-''x'", []string{"2:28 " + ua + " = pid-'x"}},
		{"a.yml", "env:\n  " + ua + ": \"pid-${{ vars.ID }}\"", []string{"2:26 " + ua + " = pid-‹›"}},
		{"a.yml", "env:\n  " + ua + ": *anchor", []string{"2:26 " + ua + " = ‹›"}},
		{"a.yml", "env:\n  " + ua + ": &anchor pid-x", []string{"2:34 " + ua + " = pid-x"}},
		{"a.yml", "env: {" + ua + ": pid-x, " + arm + ": \"y,z\"}", []string{"1:30 " + ua + " = pid-x", "1:53 " + arm + " = y,z"}},
		{"a.yml", "env:\n  " + ua + ": >-\n    pid-x\n  A: b", []string{"3:5 " + ua + " = pid-x"}},
		{"a.yml", "variables:\n  " + ua + ":\n    description: x\n    value: $ID\n", []string{"4:12 " + ua + " = ‹›"}},
		{"a.yml", "variables:\n- name: " + arm + "\n  value: $(id)\n- name: b\n  value: c", []string{"3:10 " + arm + " = ‹›"}},
		{"a.yml", "variables:\n- value: y\n  name: " + arm + "\n- value: z\n", []string{"2:10 " + arm + " = y"}},
		{"a.yml", arm + ":\n  - y\n  - z\nA: b", []string{"2:5 " + arm + " = y", "3:5 " + arm + " = z"}},
		{"a.yml", "- run: curl -A pid-x u\n", []string{"1:16 User-Agent = pid-x"}},
		{"a.yml", "- {name: " + arm + ", value: y}\n", []string{"1:33 " + arm + " = y"}},
		{"a.yml", "- name: " + arm + "\n  valueFrom:\n    key: z\n", nil},
		{"a.yml", "a:\n  # " + ua + ": pid-x\n  run: echo # " + ua + "=pid-x", nil},
		{"a.yml", "- run: export " + ua + "=\"pid-x\"\n", []string{"1:38 " + ua + " = pid-x"}},
		{"a.yml", "script:\n- 'export " + ua + "=\"pid-x\" && az'\n", []string{"2:34 " + ua + " = pid-x"}},
		{"a.yml", "- run: |\n    # " + arm + "=x\n    export " + ua + "=pid-x\n\n  env:\n    " + arm + ": y", []string{"3:34 " + ua + " = pid-x", "6:21 " + arm + " = y"}},
		{"a.yml", "- pwsh: |\n    $env:" + ua + " = \"pid-$id\" # x\n    # $env:" + arm + " = 'y'\n", []string{"2:34 " + ua + " = pid-‹›"}},
		{"a.yml", "- run: |\n    client.config.add_user_agent('pid-x')\n  shell: python\n", []string{"2:34 add_user_agent = pid-x"}},

		// PowerShell.
		{"a.ps1", "[Microsoft.Azure.Common.Authentication.AzureSession]::ClientFactory.AddUserAgent(\"pid-x\")", []string{"1:82 AddUserAgent = pid-x"}},
		{"a.ps1", "$f.adduseragent('pid-' +\n  'x', '1')", []string{"1:17 AddUserAgent = pid-x/1"}},
		{"a.ps1", "<#\n$f.AddUserAgent('pid-x')\n#>\n# $f.AddUserAgent('pid-x')", nil},
		{"a.ps1", "$f.AddUserAgent(\"Tools-$UI$($host.name)\".replace(' ', '_'), '3')", []string{"1:17 AddUserAgent = Tools-‹›‹›‹›/3"}},
		{"a.ps1", "$env:" + ua + "='pid-x'; $Env:" + arm + " = \"it's `\"y`\"\"", []string{"1:28 " + ua + " = pid-x", "1:59 " + arm + " = it's \"y\""}},
		{"a.ps1", "if ($env:" + ua + " -eq 'pid-x') {}", nil},
		{"a.ps1", "[Environment]::SetEnvironmentVariable('" + ua + "', 'pid-x', 'User')", []string{"1:64 " + ua + " = pid-x"}},
		{"a.ps1", "[Environment]::GetEnvironmentVariable('" + ua + "', 'User')", nil},
		{"a.ps1", "$env:" + ua + " = @\"\npid-x\n\"@\n", []string{"1:30 " + ua + " = \npid-x"}},

		// Python.
		{"a.py", "client.config.add_user_agent(\"pid-x\")", []string{"1:30 add_user_agent = pid-x"}},
		{"a.py", "c.add_user_agent(\n    'pid-'  # x\n    r\"x\" + b'y'\n)", []string{"2:5 add_user_agent = pid-xy"}},
		{"a.py", "c.add_user_agent(f'pid-{x[\"y\"]} {{z}}')", []string{"1:18 add_user_agent = pid-‹› {z}}"}},
		{"a.py", "c.add_user_agent('pid-{}'.format(x)); c.add_user_agent(value='y')", []string{"1:18 add_user_agent = pid-{}‹›", "1:62 add_user_agent = y"}},
		{"a.py", "c.add_user_agent('pid-%s' % x)", []string{"1:18 add_user_agent = ‹›pid-%s‹›‹›"}},
		{"a.py", "def add_user_agent(self, value):\n    \"\"\"c.add_user_agent('pid-x')\"\"\"\n", nil},
		{"a.py", "os.environ['" + ua + "'] = 'pid-x'\nos.environ.setdefault(\"" + arm + "\", 'y')\nos.environ.get('" + arm + "', 'z')", []string{"1:39 " + ua + " = pid-x", "2:41 " + arm + " = y"}},
		{"a.py", "NAMES = ['" + arm + "', 'ARM_CLIENT_ID']\n" + arm + " = '" + arm + "'\nenv = {'" + arm + "': 'y'}", []string{"3:26 " + arm + " = y"}},
		{"a.py", "subprocess.run('" + ua + "=pid-x az', shell=True)\nC(user_agent='pid-x', y=1)", []string{"1:16 " + ua + " = pid-x az", "2:14 user_agent = pid-x"}},
		{"a.py", "x = a if user_agent == 'pid-x' else b", nil},

		// C#.
		{"a.cs", ".WithUserAgent(\"pid-x\", String.Empty) // .WithUserAgent(\"y\")", []string{"1:16 WithUserAgent = pid-x"}},
		{"a.cs", ".WithUserAgent($\"pid-{Id}\" + @\"\"\"q\", \"\")", []string{"1:16 WithUserAgent = pid-‹>\"q"}},
		{"a.cs", "c.UserAgent.Add(new ProductInfoHeaderValue(\"pid-x\", \"1\"));", []string{"1:17 UserAgent = ‹›", "1:44 ProductInfoHeaderValue = pid-x/1"}},
		{"a.cs", "c.UserAgent.TryParseAdd(\"pid-x\"); var q = '\"'; o.Diagnostics.ApplicationId = \"y\";", []string{"1:25 UserAgent = pid-x", "1:78 ApplicationId = y"}},
		{"a.cs", "public void AddUserAgent(string product) {}\nEnvironment.SetEnvironmentVariable(\"" + ua + "\", Id);", []string{"2:61 " + ua + " = ‹›"}},
		{"a.cs", ".WithUserAgent(\"pid-x\", null).WithUserAgent(f(\"y\", 1), Version).SetUserAgent(\"pid-z\", v)", []string{"1:16 WithUserAgent = pid-x", "1:45 WithUserAgent = ‹›‹›", "1:78 SetUserAgent = pid-z‹›"}},
		{"a.cs", "new App { ApplicationId = \"y\" }; new O { Diagnostics = { ApplicationId = \"z\" } }; a.ApplicationId = \"pid-x\";", []string{"1:74 ApplicationId = z", "1:101 ApplicationId = pid-x"}},
		{"a.cs", "new ProductHeaderValue(\"pid-x\")", []string{"1:24 ProductHeaderValue = pid-x"}},

		// Go.
		{"a.go", "c.AddToUserAgent(\"pid-\" + id)", []string{"1:18 AddToUserAgent = pid-‹›"}},
		{"a.go", "func (c *Client) AddToUserAgent(extension string) error {", nil},
		{"a.go", "os.Setenv(\"" + ua + "\", `pid-x`)\nif os.Getenv(\"" + arm + "\") == \"y\" {}", []string{"1:36 " + ua + " = pid-x"}},
		{"a.go", "req.Header.Set(\"User-Agent\", \"pid-x\")\nenv := append(env, \"" + arm + "=y\")", []string{"1:30 User-Agent = pid-x", "2:20 " + arm + " = y"}},
		{"a.go", "policy.TelemetryOptions{ApplicationID: \"pid-x\"}", []string{"1:40 ApplicationID = pid-x"}},
		{"a.go", "App{ApplicationID: \"y\"}", nil},
		{"a.go", "Telemetry: policy.TelemetryOptions{\n\tApplicationID: \"y\",\n}", []string{"2:17 ApplicationID = y"}},

		// Java.
		{"A.java", "b.withUserAgent(\"pid-\" +\n  /* x */ \"y\").build();", []string{"1:17 withUserAgent = pid-y"}},
		{"A.java", "new UserAgentPolicy(\"\"\"\n  pid-x\"\"\"); o.setApplicationId(ID);", []string{"1:21 UserAgentPolicy = \n  pid-x"}},
		{"A.java", "new HttpLogOptions().setApplicationId(\"y\"); app.setApplicationId(\"y\"); app.setApplicationId(\"PID-y\")", []string{"1:39 setApplicationId = y", "1:93 setApplicationId = PID-y"}},

		// JavaScript.
		{"a.ts", "new C({ userAgentOptions: { userAgentPrefix: `pid-${id}` } }) /* userAgent: 'y' */", []string{"1:46 userAgentPrefix = pid-‹›"}},
		{"a.js", "const r = /[\"'/]/; process.env." + ua + " = 'pid-x'\nprocess.env['" + arm + "'] = \"y\"", []string{"1:56 " + ua + " = pid-x", "2:33 " + arm + " = y"}},
		{"a.js", "client.addUserAgentInfo('pid-x')\nfunction f({ userAgent }) { return a / b / c }", []string{"1:25 addUserAgentInfo = pid-x"}},
		{"a.js", "f(process.env." + ua + " || 'pid-x')", nil},
		// Constants, and what else stands for a text or a name.
		{"a.cs", "const string Pid = \"pid-x\";\nb.WithUserAgent(Pid, \"\").SetUserAgent(\"a \" + Pid, null)", []string{"1:20 WithUserAgent = pid-x", "2:39 SetUserAgent = a pid-x"}},
		{"a.cs", "h.SetValue(HttpHeader.Names.UserAgent, \"pid-x\"); h[HeaderNames.UserAgent] = \"pid-y\"; h.Add(HttpRequestHeader.UserAgent, \"pid-z\");", []string{"1:40 UserAgent = pid-x", "1:77 UserAgent = pid-y", "1:121 UserAgent = pid-z"}},
		{"a.go", "const (\n\tpid string = \"pid-\" +\n\t\t\"x\"\n\ttwice = \"y\"\n)\nc.AddToUserAgent(pid)\ntwice := \"z\"\nc.AddToUserAgent(twice); autorest.NewClientWithUserAgent(fmt.Sprintf(\"%s pid-x\", v))", []string{"2:15 AddToUserAgent = pid-x", "8:18 AddToUserAgent = ‹›", "8:58 NewClientWithUserAgent = ‹› pid-x"}},
		{"a.go", "req.Header[\"User-Agent\"] = []string{\"pid-x\"}\nhttp.Header{\"User-Agent\": []string{\"pid-y\"}, \"user-agent\": {\"pid-z\"}}", []string{"1:37 User-Agent = pid-x", "2:36 User-Agent = pid-y", "2:61 User-Agent = pid-z"}},
		{"A.java", "static final String PID = \"pid-x\";\nb.setUserAgent(PID); h.set(HttpHeaderName.USER_AGENT, \"pid-y\"); Map.of(\"A\", f(1, 2), \"" + arm + "\", \"y\"); List.of(\"" + arm + "\", \"z\")", []string{"1:27 setUserAgent = pid-x", "2:55 USER_AGENT = pid-y", "2:104 " + arm + " = y"}},
		{"a.py", "P = 'pid-x'\nUserAgentPolicy(P); c.add_user_agent(other.P)", []string{"1:5 UserAgentPolicy = pid-x", "2:38 add_user_agent = ‹›"}},
		{"a.py", "f(P='pid-x'); c.add_user_agent(P)", []string{"1:32 add_user_agent = ‹›"}},
		{"a.ts", "const pid: string = 'pid-x'\nc.addUserAgentInfo(pid)\ncore.exportVariable('" + ua + "', 'pid-y')", []string{"1:21 addUserAgentInfo = pid-x", "3:46 " + ua + " = pid-y"}},
		{"a.yml", "- uses: actions/github-script@v7\n  with:\n    script: |\n      core.exportVariable('" + ua + "', 'pid-x')\n      process.env." + arm + " = 'y'", []string{"4:52 " + ua + " = pid-x", "5:36 " + arm + " = y"}},
		{"a.ps1", "irm $u -UserAgent \"pid-x\" -Method Get\n$p = 'pid-y'\nirm -UserAgent $p; irm -UserAgent $q", []string{"1:19 UserAgent = pid-x", "2:6 UserAgent = pid-y", "3:35 UserAgent = ‹›"}},
		{"a.ps1", "Set-Item Env:" + ua + " -Value 'pid-x'\nNew-Item Env:\\ -Name " + arm + " -Value 'y'\nset-item -Path \"Env:\\" + arm + "\" 'z'; ${env:" + ua + "} = 'pid-y'\nRemove-Item Env:" + arm + " 'q'", []string{"1:43 " + ua + " = pid-x", "2:44 " + arm + " = y", "3:38 " + arm + " = z", "3:74 " + ua + " = pid-y"}},
		{"a.ts", "interface E { " + arm + ": string; }", nil},
	} {
		l := languageOf(test.file)
		if l == nil {
			t.Errorf("%s: no language", test.file)
			continue
		}
		tags, _, whole := read(test.file, []byte(test.text), l)
		if !whole {
			t.Errorf("%s: %s: it was not read to its end", test.file, test.text)
		}
		var found []string
		for _, tag := range tags {
			found = append(found, fmt.Sprintf("%d:%d %s = %s", tag.Written.Start.Line, tag.Written.Start.Column, tag.Name, strings.Join(tag.Parts, "‹›")))
		}
		if got, want := strings.Join(found, "\n"), strings.ReplaceAll(strings.Join(test.want, "\n"), "‹>", "‹›"); got != want {
			t.Errorf("%s: %s\ngot\n%s\nwant\n%s", test.file, test.text, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "$env:ARM_PARTNER_ID = 'é" + guid + "'"
	var little []byte
	for _, r := range "\uFEFF" + text {
		little = append(little, byte(r), byte(r>>8))
	}
	for _, content := range [][]byte{[]byte(text), []byte("\uFEFF" + text), little} {
		tags, _, _ := read("a.ps1", content, languageOf("a.ps1"))
		if len(tags) != 1 || tags[0].Parts[0] != "é"+guid || tags[0].Written.End.Column != 62 {
			t.Errorf("%q: %+v", content, tags)
		}
	}
	if tags, _, _ := read("a.ps1", []byte(text+"\x00"), languageOf("a.ps1")); tags != nil {
		t.Errorf("a binary file holds %+v", tags)
	}
}

func TestIgnores(t *testing.T) {
	for _, test := range []struct {
		file, text string
		lines      []int
	}{
		{"a.sh", "ARM_PARTNER_ID=x # tfcua:ignore CUA104 why", []int{1}},
		{"a.sh", "# tfcua:ignore CUA104 why\n\n# other\nARM_PARTNER_ID=x", []int{4}},
		{"a.yml", "env:\n  # tfcua:ignore CUA104 why\n  ARM_PARTNER_ID: x\n  A: b # tfcua:ignore CUA104 why\n- run: |\n    # tfcua:ignore CUA104 why\n    ARM_PARTNER_ID=x", []int{3, 4, 7}},
		{"a.cs", "/* tfcua:ignore CUA506 why */\nx(); // tfcua:ignore CUA506 why\ny(\"// tfcua:ignore CUA506 why\");", []int{2, 2}},
		{"a.ps1", "<# tfcua:ignore CUA506 why #> $env:ARM_PARTNER_ID = 'x'\n'# tfcua:ignore CUA506 why'", []int{2}},
		{"a.py", "x = 1\n# tfcua:ignore CUA506 why", []int{2}},
	} {
		_, ignores, _ := read(test.file, []byte(test.text), languageOf(test.file))
		var lines []int
		for _, ignore := range ignores {
			lines = append(lines, ignore.Line)
		}
		if fmt.Sprint(lines) != fmt.Sprint(test.lines) {
			t.Errorf("%s: %s\nlines %v, want %v", test.file, test.text, lines, test.lines)
		}
	}
}

// TestExcerpt requires that what is shown of a source holds nothing but what
// tracking IDs are made of.
func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		`export AZURE_HTTP_USER_AGENT="pid-1234567"`:           `AZURE_HTTP_USER_AGENT="pid-1234567`,
		`AZURE_HTTP_USER_AGENT="hunter2 pid-1234567" PASS=abc`: `AZURE_HTTP_USER_AGENT …`,
		`AZURE_HTTP_USER_AGENT="pid-${HUNTER2}"`:               `AZURE_HTTP_USER_AGENT …`,
	} {
		tags, _, _ := read("a.sh", []byte(text), languageOf("a.sh"))
		if len(tags) != 1 || tags[0].Written.Excerpt != want {
			t.Errorf("%s: %+v", text, tags)
		}
	}
}

// TestExcerptOfConstant requires that no name is shown where a text is made of a
// constant.
func TestExcerptOfConstant(t *testing.T) {
	for text, want := range map[string]string{
		"Hunter2 = 'pid-1234567'\nc.add_user_agent(Hunter2)":      `'pid-1234567'`,
		"Hunter2 = '1234567'\nc.add_user_agent('pid-' + Hunter2)": `add_user_agent …`,
	} {
		tags, _, _ := read("a.py", []byte(text), languageOf("a.py"))
		if len(tags) != 1 || tags[0].Written.Excerpt != want {
			t.Errorf("%s: %+v", text, tags)
		}
	}
}

// TestPatience requires that no file takes long, whatever is in it.
func TestPatience(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs long")
	}
	for _, l := range languages {
		for _, piece := range []string{"$(", `"`, `'`, "`", "${", "<<a\n", "{{", `add_user_agent(`, `"ARM_PARTNER_ID" = `, `"$(`, "ARM_PARTNER_ID=", "/*", "@\"\n", "f'{", "ARM_PARTNER_ID: {", "- name: ARM_PARTNER_ID\n", "ARM_PARTNER_ID:\n", "a: |\n"} {
			text := []byte("ARM_PARTNER_ID add_user_agent\n" + strings.Repeat(piece, 64<<10/len(piece)))
			start := time.Now()
			read("x", text, &l)
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: %q takes %s", l.name, piece, took)
			}
		}
	}
}

// TestSources requires that every name is in the documentation, with its source.
func TestSources(t *testing.T) {
	page, err := os.ReadFile("../../docs/scan.md")
	if err != nil {
		t.Fatal(err)
	}
	names := append([]setter{header}, variables...)
	for _, l := range languages {
		names = append(names, l.setters...)
	}
	for _, s := range names {
		_, address, ok := strings.Cut(s.source, ": https://")
		if !ok {
			t.Errorf("%s has no source", s.name)
		}
		if !strings.Contains(string(page), "`"+s.name+"`") || !strings.Contains(string(page), "https://"+address) {
			t.Errorf("docs/scan.md does not tell of %s, or of its source https://%s", s.name, address)
		}
	}
}

func TestFolder(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"b/a.sh", "a.sh", "b.txt", ".git/a.sh", "b/node_modules/c/a.sh", ".github/workflows/a.sh", "vendor/a.sh", "x/.terraform/a.sh"} {
		write(name, "ARM_PARTNER_ID=x")
	}
	write("b/deploy", "#!/usr/bin/env -S bash -e\nARM_PARTNER_ID=x")
	write("b/ruby", "#!/usr/bin/ruby\nARM_PARTNER_ID=x")
	write("b/LICENSE", "ARM_PARTNER_ID=x")
	write("b/c.txt", "#!/bin/sh\nARM_PARTNER_ID=x")
	write("huge.py", strings.Repeat("#", maxSize+1))
	if err := os.Symlink(filepath.Join(folder, "a.sh"), filepath.Join(folder, "link.sh")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("/", filepath.Join(folder, "out")); err != nil {
		t.Skip(err)
	}
	c, where, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, tag := range c.Tags {
		file, _ := filepath.Rel(folder, filepath.FromSlash(tag.Written.File))
		files = append(files, filepath.ToSlash(file))
	}
	if got := strings.Join(files, " "); got != ".github/workflows/a.sh a.sh b/a.sh b/deploy" || where != folder {
		t.Errorf("found in %s", got)
	}
	if len(c.Unseen) != 1 || !strings.HasSuffix(c.Unseen[0].Address, "huge.py") || !strings.Contains(c.Unseen[0].Reason, "1 MiB") {
		t.Errorf("unseen: %+v", c.Unseen)
	}
	if c, where, err := Read(filepath.Join(folder, "a.sh")); err != nil || len(c.Tags) != 1 || where != folder {
		t.Errorf("a file: %+v, %v", c, err)
	}
	for _, name := range []string{"b.txt", "nowhere", ""} {
		if _, _, err := Read(filepath.Join(folder, "b", name+"x")); err == nil {
			t.Errorf("%s can be read", name)
		}
	}
}

// FuzzRead reads any bytes in each of the languages, and holds what it finds
// against the rules.
func FuzzRead(f *testing.F) {
	for i := range languages {
		for _, text := range []string{
			"export AZURE_HTTP_USER_AGENT='pid-" + guid + "' # tfcua:ignore CUA506 x",
			"cat <<EOF\nARM_PARTNER_ID=$(x `y`)\nEOF\n", "a: |\n  ARM_PARTNER_ID: x\n- {name: ARM_PARTNER_ID, value: 'y'}",
			`c.add_user_agent(f"pid-{x}" + 'y').format("z") // @"a""b"`, "$env:ARM_PARTNER_ID = @\"\n$(x)\n\"@",
			"new UserAgentPolicy(`${\"pid-\"}` /[\"/]/", "ENV ARM_PARTNER_ID \"\"\n" + other,
		} {
			f.Add(uint8(i), []byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, i uint8, content []byte) {
		tags, ignores, _ := read("x", content, &languages[int(i)%len(languages)])
		for _, tag := range tags {
			if start, end := tag.Written.Start, tag.Written.End; start.Line < 1 || start.Column < 1 || end.Line < start.Line || end.Line == start.Line && end.Column < start.Column || len(tag.Parts) == 0 {
				t.Errorf("%+v", tag)
			}
		}
		for _, ignore := range ignores {
			if ignore.Line < ignore.Written.Start.Line {
				t.Errorf("%+v", ignore)
			}
		}
		tfcua.Join([]tfcua.Report{tfcua.Check(tfcua.Configuration{Tags: tags, Comments: ignores}, nil, tfcua.Options{})}, tfcua.Error)
	})
}
