package verify

import "time"

// Result is what Azure knows of a tracking ID.
type Result struct {
	Query Query
	// Found is set where some deployment is named for the tracking ID.
	Found bool
	// Deployments are those of the runs that the named deployments belong to: the
	// newest run first, in each the named ones first.
	Deployments []Deployment
	// Resources are what the deployments created, or tried to, each once.
	Resources []Resource
	// Unseen are the deployments that the others started and that could not be
	// read.
	Unseen []Unseen
	// Others are the other tracking IDs that deployments of the resource group are
	// named for.
	Others []string
}

// Deployment is an entry in a history of deployments.
type Deployment struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Named is set where it is named for the tracking ID.
	Named bool `json:"named"`
	// CorrelationID is one for all deployments of one run.
	CorrelationID string `json:"correlation_id"`
	// Time is when the deployment was last heard of; zero where Azure does not say.
	Time  time.Time `json:"time,omitzero"`
	State string    `json:"state"`
	Error *Failure  `json:"error"`

	place place
}

// Resource is what a deployment created, or tried to create.
type Resource struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	// Created is set where an operation that creates it succeeded.
	Created bool   `json:"created"`
	State   string `json:"state"`
	// Deployment is the ID of the deployment that State is of, and CorrelationID
	// that of its run.
	Deployment    string   `json:"deployment"`
	CorrelationID string   `json:"correlation_id"`
	Error         *Failure `json:"error"`

	time time.Time
}

// Unseen is a deployment that could not be read.
type Unseen struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// created counts the resources that were created.
func (r Result) created() int {
	n := 0
	for _, resource := range r.Resources {
		if resource.Created {
			n++
		}
	}
	return n
}
