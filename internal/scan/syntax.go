package scan

// syntax is how a programming language writes comments and texts.
type syntax struct {
	// blocks are comments that may span lines: how they start and end.
	blocks [][2]string
	// quotes are the ways of writing a text, the longer ones first.
	quotes []quote
	// prefixes are the letters before a text that change how it is read.
	prefixes map[string]prefix
	// fold is set where the case of names does not count.
	fold bool
	// adjacent is set where two texts next to each other are one.
	adjacent bool
	// regexps is set where a slash may start a regular expression.
	regexps bool
	// joint at the end of a line joins it to the next; 0 where nothing does.
	joint byte
	// grouped is set where names get their texts within brackets, const ( … ), and
	// their types stand behind them.
	grouped bool
	// signWord is set where the sign of a comment within a word starts none.
	signWord bool
}

// quote is a way of writing a text.
type quote struct {
	open, close string
	// escape stands before a character that means something else; 0 for none.
	escape byte
	// doubled is set where the closing sign written twice is one of the text.
	doubled bool
	// hole is how an expression within the text starts: "{", "${" or "$"; "" where
	// there is none.
	hole string
	// lines is set where the text may span lines.
	lines bool
}

// prefix is what a letter before a text changes.
type prefix struct {
	raw  bool // nothing escapes
	hole string
}

var python = syntax{
	quotes: []quote{
		{open: `"""`, close: `"""`, escape: '\\', lines: true},
		{open: `'''`, close: `'''`, escape: '\\', lines: true},
		{open: `"`, close: `"`, escape: '\\'},
		{open: `'`, close: `'`, escape: '\\'},
	},
	prefixes: map[string]prefix{
		"r": {raw: true}, "u": {}, "b": {}, "br": {raw: true}, "rb": {raw: true},
		"f": {hole: "{"}, "fr": {raw: true, hole: "{"}, "rf": {raw: true, hole: "{"},
	},
	adjacent: true,
	joint:    '\\',
}

var powerShell = syntax{
	blocks: [][2]string{{"<#", "#>"}},
	quotes: []quote{
		{open: `@"`, close: "\n\"@", escape: '`', hole: "$", lines: true},
		{open: `@'`, close: "\n'@", lines: true},
		{open: `"`, close: `"`, escape: '`', doubled: true, hole: "$", lines: true},
		{open: `'`, close: `'`, doubled: true, lines: true},
	},
	fold:     true,
	joint:    '`',
	signWord: true,
}

var cSharp = syntax{
	blocks: [][2]string{{"/*", "*/"}},
	quotes: []quote{
		{open: `$"""`, close: `"""`, hole: "{", lines: true},
		{open: `"""`, close: `"""`, lines: true},
		{open: `$@"`, close: `"`, doubled: true, hole: "{", lines: true},
		{open: `@$"`, close: `"`, doubled: true, hole: "{", lines: true},
		{open: `@"`, close: `"`, doubled: true, lines: true},
		{open: `$"`, close: `"`, escape: '\\', hole: "{"},
		{open: `"`, close: `"`, escape: '\\'},
		{open: `'`, close: `'`, escape: '\\'},
	},
}

var golang = syntax{
	blocks: [][2]string{{"/*", "*/"}},
	quotes: []quote{
		{open: "`", close: "`", lines: true},
		{open: `"`, close: `"`, escape: '\\'},
		{open: `'`, close: `'`, escape: '\\'},
	},
	grouped: true,
}

var java = syntax{
	blocks: [][2]string{{"/*", "*/"}},
	quotes: []quote{
		{open: `"""`, close: `"""`, escape: '\\', lines: true},
		{open: `"`, close: `"`, escape: '\\'},
		{open: `'`, close: `'`, escape: '\\'},
	},
}

var groovy = syntax{
	blocks: [][2]string{{"/*", "*/"}},
	quotes: []quote{
		{open: `"""`, close: `"""`, escape: '\\', hole: "$", lines: true},
		{open: `'''`, close: `'''`, escape: '\\', lines: true},
		{open: `"`, close: `"`, escape: '\\', hole: "$"},
		{open: `'`, close: `'`, escape: '\\'},
	},
	regexps: true,
}

var javaScript = syntax{
	blocks: [][2]string{{"/*", "*/"}},
	quotes: []quote{
		{open: "`", close: "`", escape: '\\', hole: "${", lines: true},
		{open: `"`, close: `"`, escape: '\\'},
		{open: `'`, close: `'`, escape: '\\'},
	},
	regexps: true,
}
