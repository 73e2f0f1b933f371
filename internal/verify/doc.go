// Package verify asks Azure which resources were created under a tracking ID, as
// the PowerShell script of Microsoft's documentation does: it finds the
// deployments that are named for the ID, those that belong to the same runs, and
// what they made.
//
// It reads and never writes. What Azure answers with is somebody else's text: it
// is made harmless where it is shown, and an error is put into words of our own,
// which hold no part of a request and no credentials.
package verify
