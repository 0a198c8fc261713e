//go:build !linux

package lane

import "errors"

func mapFile(string, int) ([]byte, error) { return nil, errors.New("no lanes on this system") }

func unmap([]byte) {}
