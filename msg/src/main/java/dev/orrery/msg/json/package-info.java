/**
 * The codec between the records of {@code dev.orrery.msg} and the exact JSON bytes of Go's {@code encoding/json}.
 *
 * <p>Entry type: {@link dev.orrery.msg.json.GoJson}. The bytes matter because a contract pays gas for their number;
 * the leniency matters because a contract's answer is accepted or refused by it; the error texts matter because a
 * chain passes them on. The shapes are tables ({@code EnvJson}, {@code CosmosMsgJson}, …) written in a small language
 * of {@link dev.orrery.msg.json.Codec}s.
 */
package dev.orrery.msg.json;
