// Package lane is memory shared with a VM on the same host: a file that both map, with a ring of bytes for each
// direction, and how one side wakes the other. docs/protocol.md describes its layout. What the frames in it mean is
// the business of package orrery.
package lane
