package dev.orrery.server.devnet;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.devnet.CallWatch;
import dev.orrery.chain.devnet.DevnetModule;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.tx.UnsignedTx;
import dev.orrery.proto.cosmos.base.abci.v1beta1.TxMsgData;
import dev.orrery.proto.devnet.v1.Unsigned;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends messages in the name of whoever they name as their signer: in a block that is made at once. Any thread. */
public final class UnsignedSending {
    /** More than any call takes that a caller may ask for. SDK gas. */
    public static final long USUAL_GAS = 1_000_000_000;

    private static final int NONCE_BYTES = 16;

    private final SoloNode node;
    private final DevnetModule module;
    private final Signers signers;
    private final SecureRandom random = new SecureRandom();

    public UnsignedSending(SoloNode node, DevnetModule module, AddressFormats formats) {
        this.node = node;
        this.module = module;
        this.signers = new Signers(formats);
    }

    /**
     * What is sent.
     *
     * @param gasLimit SDK gas; 0: what is usual
     * @param vmGasLimit CosmWasm gas of all calls of contracts together; 0: as much as the other limit allows
     * @param time of the block; absent: the clock's
     */
    public record Order(List<Message> messages, String memo, long gasLimit, long vmGasLimit, Optional<Instant> time) {
        /** A message, with the usual limits. */
        public static Order of(Message message) {
            return new Order(List.of(message), "", 0, 0, Optional.empty());
        }
    }

    /** What became of it. */
    public record Outcome(TxResult tx, CallWatch watch) {
        public boolean isSuccess() {
            return tx.getResult().getCode() == 0;
        }

        /** The answers to the messages, one each. */
        public List<Any> responses() {
            try {
                return TxMsgData.parseFrom(tx.getResult().getData()).getMsgResponsesList();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a result holds no responses", e);
            }
        }

        /** The answer to the only message. */
        public <M extends Message> M response(M prototype) {
            try {
                @SuppressWarnings("unchecked")
                M response = (M) prototype
                        .getParserForType()
                        .parseFrom(responses().getFirst().getValue());
                return response;
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a response is damaged", e);
            }
        }
    }

    /**
     * @throws dev.orrery.chain.error.ChainException if a message's signer isn't an address
     * @throws IllegalArgumentException if the time isn't later than the newest block's, or a block can't hold the messages
     */
    public Outcome send(Order order) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Unsigned mark = Unsigned.newBuilder()
                .setNonce(ByteString.copyFrom(nonce))
                .setVmGasLimit(order.vmGasLimit())
                .build();
        ByteString transaction = new UnsignedTx(order.messages(), order.memo(), gasLimit(order), mark).encode(signers);
        CallWatch watch = new CallWatch(order.vmGasLimit() == 0 ? -1 : order.vmGasLimit());
        Runnable end = module.watch(mark, watch);
        try {
            return new Outcome(node.include(transaction, order.time()), watch);
        } finally {
            end.run();
        }
    }

    /** A block of a chain may take less than what is usual. */
    private long gasLimit(Order order) {
        long wanted = order.gasLimit() == 0 ? USUAL_GAS : order.gasLimit();
        long most = node.blocks().params(node.blocks().height() + 1).getBlock().getMaxGas();
        return order.gasLimit() == 0 && most > 0 ? Math.min(wanted, most) : wanted;
    }
}
