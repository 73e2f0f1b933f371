// Package plancheck turns a plan into a [tfcua.Configuration]: the output of
// `terraform show -json PLAN`, of Terraform 0.12 and later and of OpenTofu, and
// the file that `terraform plan -out PLAN` saves. Which of the two it is, is
// told by the content.
//
// The saved plan holds the sources that were planned, the values of the
// variables and the dependency lock file: it is read as a folder is, by package
// hclcheck, and tells everything but the environment of the apply and what
// functions read from files. Plan JSON holds of an expression only what it
// refers to: what such a setting is can be inferred at best.
//
// Plan JSON is read as a stream, in memory that does not grow with the plan.
// Nothing but the archive's tfplan, configuration and lock file is read of a
// saved plan: never the states in it. The package runs nothing, contacts
// nothing, knows no rule and prints nothing, and its errors never quote a plan's
// values, which may be secret.
package plancheck
