// Package gate lets terraform apply the very plan that was checked, in the
// environment that it was checked with.
//
// A green check on one plan proves nothing for the apply of another, and a saved
// plan does not hold the environment that the providers read when they start. So
// the gate takes a private copy of the plan, checks the copy, applies the copy,
// and runs terraform with the one environment that the check had too.
//
// It prints nothing but what the gate itself has to say; the report is written
// by whoever runs it.
package gate
