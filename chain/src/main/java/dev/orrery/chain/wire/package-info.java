/**
 * Protobuf as the reference's Go programs read and write it: values that are always written, fields that are refused, big numbers
 * in strings, types known by their URL. Entry types: {@link dev.orrery.chain.wire.GoWire}, {@link dev.orrery.chain.wire.StrictFields},
 * {@link dev.orrery.chain.wire.KnownTypes}.
 */
package dev.orrery.chain.wire;
