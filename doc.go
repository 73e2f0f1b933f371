// Package tfcua says which partner Azure will credit for what Terraform is
// about to create, and what is wrong with that.
//
// Readers (packages hclcheck, plancheck and armcheck) turn what people have,
// folders, plans and ARM templates, into one [Configuration]. [Check] holds it against the [Rules] and the
// [Environment] that the apply will have, and returns a [Report]. A rule is
// written once and never asks where its input came from.
//
// The package holds the field's words and facts and nothing else: it reads no
// file, no process environment and no format of Terraform's. What each provider
// release accepts and sends is data, in [Catalogue].
package tfcua
