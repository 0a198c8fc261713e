package dev.orrery.ibc.lossy;

import com.google.protobuf.Message;
import dev.orrery.ibc.kit.ChainPair;
import java.util.Optional;

/**
 * A message of the relayer, made at some time and submitted at another.
 *
 * @param about empty if it is about a channel
 */
record Submission(ChainPair.Side to, Message message, Optional<Sent> about) {}
