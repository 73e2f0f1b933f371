package plancheck

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// The fields of tfplan that are read; Terraform's internal/plans/planproto/
// planfile.proto gives them. OpenTofu's has the same, but for applyable,
// complete, the variables of apply time and what is deferred.
const (
	planVersion          protowire.Number = 1
	planVariables        protowire.Number = 2
	planResourceChanges  protowire.Number = 3
	planTargets          protowire.Number = 5
	planBackend          protowire.Number = 13
	planTerraformVersion protowire.Number = 14
	planErrored          protowire.Number = 20
	planApplyable        protowire.Number = 25
	planComplete         protowire.Number = 26
	planDeferred         protowire.Number = 27
	planApplyTime        protowire.Number = 28
	planStateStore       protowire.Number = 29

	entryKey, entryValue protowire.Number = 1, 2 // of a map's entry
	dynamicMsgpack       protowire.Number = 1
	workspaceName        protowire.Number = 3 // of a backend and of a state store

	changeProvider protowire.Number = 8
	changeChange   protowire.Number = 9
	changeAddress  protowire.Number = 13
	changeAction   protowire.Number = 1
)

// maxMessage bounds a field of tfplan that is read: the change of one resource
// instance with its values before and after is the largest.
const maxMessage = 64 << 20

// maxFields bounds the fields of tfplan, of which each resource instance is one:
// an archive of a megabyte can hold a gigabyte of fields with nothing in them.
const maxFields = 10_000_000

// errProtobuf is a tfplan that is no protobuf message.
var errProtobuf = errors.New("malformed")

// fields reads a protobuf message as a stream. It calls varint or message for
// each field that wanted asks for; the bytes are valid during the call alone.
// offset is where it stopped.
func fields(r *bufio.Reader, wanted func(protowire.Number) bool, varint func(protowire.Number, uint64), message func(protowire.Number, []byte) error) (offset int64, err error) {
	in := &counter{r: r}
	var buffer []byte
	for read := 0; ; read++ {
		start := in.offset
		tag, err := in.uvarint()
		if errors.Is(err, io.EOF) && in.offset == start {
			return in.offset, nil
		}
		if err != nil {
			return in.offset, cut(err)
		}
		if read == maxFields {
			return in.offset, faultf("has a tfplan of more than %d million fields, more than tfcua reads", maxFields/1_000_000)
		}
		number, kind := protowire.DecodeTag(tag)
		if number < protowire.MinValidNumber {
			return in.offset, errProtobuf
		}
		switch kind {
		case protowire.VarintType:
			value, err := in.uvarint()
			if err != nil {
				return in.offset, cut(err)
			}
			varint(number, value)
		case protowire.Fixed32Type:
			err = in.discard(4)
		case protowire.Fixed64Type:
			err = in.discard(8)
		case protowire.BytesType:
			size, sizeErr := in.uvarint()
			switch {
			case sizeErr != nil:
				err = cut(sizeErr)
			case !wanted(number):
				err = in.discard(size)
			case size > maxMessage:
				err = faultf("has a field of more than %d MiB, at byte %d of tfplan", maxMessage>>20, in.offset)
			default:
				if buffer, err = in.bytes(buffer, int(size)); err == nil {
					err = message(number, buffer)
				}
			}
		default:
			err = errProtobuf // groups, which proto3 has not
		}
		if err != nil {
			return in.offset, err
		}
	}
}

// cut is the error of a varint that is cut off or too long.
func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// counter reads and knows where it is.
type counter struct {
	r      *bufio.Reader
	offset int64
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.offset++
	}
	return b, err
}

// uvarint reads a varint. Most are of one byte, and there may be many of them.
func (c *counter) uvarint() (uint64, error) {
	b, err := c.r.ReadByte()
	if err != nil {
		return 0, err
	}
	if b < 0x80 {
		c.offset++
		return uint64(b), nil
	}
	if err := c.r.UnreadByte(); err != nil {
		return 0, err
	}
	return binary.ReadUvarint(c)
}

func (c *counter) discard(size uint64) error {
	if size > math.MaxInt {
		return errProtobuf
	}
	n, err := c.r.Discard(int(size))
	c.offset += int64(n)
	return cut(err)
}

// bytes reads size bytes into the buffer, which grows only as far as there is
// something to read: a length is easily written and need not be true.
func (c *counter) bytes(buffer []byte, size int) ([]byte, error) {
	const step = 1 << 20
	buffer = buffer[:0]
	for len(buffer) < size {
		start := len(buffer)
		part := min(step, size-start)
		if cap(buffer) < start+part {
			buffer = append(make([]byte, 0, min(size, 2*(start+part))), buffer...)
		}
		buffer = buffer[:start+part]
		n, err := io.ReadFull(c.r, buffer[start:])
		c.offset += int64(n)
		if err != nil {
			return buffer, cut(err)
		}
	}
	return buffer, nil
}

// field is one field of a message that is held in memory.
type field struct {
	number protowire.Number
	varint uint64
	bytes  []byte
}

// eachField calls read for each field of a message.
func eachField(message []byte, read func(field) error) error {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return errProtobuf
		}
		message = message[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.varint, n = protowire.ConsumeVarint(message)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(message)
		default:
			n = protowire.ConsumeFieldValue(number, kind, message)
		}
		if n < 0 {
			return errProtobuf
		}
		message = message[n:]
		if err := read(f); err != nil {
			return err
		}
	}
	return nil
}

// bytesOf is the last field of that number, which counts.
func bytesOf(message []byte, number protowire.Number) ([]byte, error) {
	var found []byte
	err := eachField(message, func(f field) error {
		if f.number == number {
			found = f.bytes
		}
		return nil
	})
	return found, err
}
