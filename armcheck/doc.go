// Package armcheck turns an ARM template into a [tfcua.Configuration]: a file, a
// folder with a main template, or a package for the commercial marketplace, a
// zip archive with mainTemplate.json in it. Templates that Bicep compiled are
// templates as any others.
//
// A template is read as Azure reads it: comments, commas after the last member
// and texts of several lines are allowed. Its expressions are evaluated where
// they are constant; nothing is asked of Azure, and no parameters file is read,
// so what whoever deploys the template decides is unknown here. Linked templates
// are read where the folder or the archive holds them.
//
// The package runs nothing, contacts nothing, knows no rule and prints nothing,
// and its errors never quote a template's values, which may be secret.
package armcheck
