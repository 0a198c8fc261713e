package lane

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"google.golang.org/protobuf/proto"
)

// lengthBytes are in front of each frame: its length, little endian.
const lengthBytes = 4

const (
	// maxKeptBytes is how large a buffer may be that is kept for the next frame.
	maxKeptBytes = 64 * 1024
	// trustedBytes is what is set aside for a frame before its bytes are there: its length is the peer's word only.
	trustedBytes = 1 << 20
)

var errFrameTooLong = errors.New("a frame on the lane is too long")

// Send writes a frame.
func (l *Lane) Send(frame proto.Message) (err error) {
	bytes := append(l.buffer[:0], make([]byte, lengthBytes)...)
	bytes, err = proto.MarshalOptions{}.MarshalAppend(bytes, frame)
	if err != nil {
		return err
	}
	l.keep(bytes)
	length := len(bytes) - lengthBytes
	if length > math.MaxInt32 {
		return errFrameTooLong
	}
	binary.LittleEndian.PutUint32(bytes, uint32(length))
	defer guard(&err)()
	return l.write(bytes)
}

// Receive waits for the next frame. What has arrived is there even if the lane is broken.
func (l *Lane) Receive(frame proto.Message) (err error) {
	defer guard(&err)()
	var header [lengthBytes]byte
	if err := l.read(header[:]); err != nil {
		return err
	}
	length := int64(binary.LittleEndian.Uint32(header[:]))
	if length > math.MaxInt32 {
		return errFrameTooLong
	}
	bytes := l.buffer[:0]
	for int64(len(bytes)) < length {
		begin := len(bytes)
		bytes = append(bytes, make([]byte, min(length-int64(begin), trustedBytes))...)
		if err := l.read(bytes[begin:]); err != nil {
			return err
		}
	}
	l.keep(bytes)
	if err := proto.Unmarshal(bytes, frame); err != nil {
		return fmt.Errorf("a frame on the lane can't be read: %w", err)
	}
	return nil
}

func (l *Lane) keep(buffer []byte) {
	if cap(buffer) <= maxKeptBytes {
		l.buffer = buffer
	}
}
