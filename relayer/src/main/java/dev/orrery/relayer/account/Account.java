package dev.orrery.relayer.account;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressBytesToStringRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.AddressBytesToStringResponse;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountInfoRequest;
import dev.orrery.proto.cosmos.auth.v1beta1.QueryAccountInfoResponse;
import dev.orrery.proto.cosmos.base.node.v1beta1.ConfigRequest;
import dev.orrery.proto.cosmos.base.node.v1beta1.ConfigResponse;
import dev.orrery.proto.cosmos.crypto.secp256k1.PubKey;
import dev.orrery.proto.cosmos.tx.signing.v1beta1.SignMode;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.Fee;
import dev.orrery.proto.cosmos.tx.v1beta1.ModeInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SignDoc;
import dev.orrery.proto.cosmos.tx.v1beta1.SignerInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SimulateRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.SimulateResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import dev.orrery.proto.cosmos.tx.v1beta1.TxRaw;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.TxOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An account on one chain. One transaction at a time: its sequence is asked for before each. */
public final class Account {
    /** How much more gas is offered than the simulation used, in percent: what it leaves out, and what changes until the block. */
    private static final long GAS_PERCENT = 150;

    /** How long a transaction may take into a block. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often it is asked whether it is there, at first, and later. */
    private static final Duration FIRST_ASKED = Duration.ofMillis(20);

    private static final Duration ASKED = Duration.ofMillis(500);

    private final Node node;
    private final String chainId;
    private final SigningKey key;
    private final String address;
    private final Optional<GasPrice> price;

    private Account(Node node, String chainId, SigningKey key, String address, Optional<GasPrice> price) {
        this.node = node;
        this.chainId = chainId;
        this.key = key;
        this.address = address;
        this.price = price;
    }

    /**
     * Asks the chain how it writes the address, and what gas costs unless that is given.
     *
     * @throws NodeException if there is no account, or no answer
     */
    public static Account on(Node node, String chainId, SigningKey key, Optional<GasPrice> price) {
        String address = node.query(
                        "cosmos.auth.v1beta1.Query/AddressBytesToString",
                        AddressBytesToStringRequest.newBuilder()
                                .setAddressBytes(key.address())
                                .build(),
                        AddressBytesToStringResponse.parser(),
                        Node.NEWEST)
                .getAddressString();
        return new Account(node, chainId, key, address, price.or(() -> lowestPrice(node)));
    }

    /** The first of the prices that the node accepts; none if it asks for none. */
    private static Optional<GasPrice> lowestPrice(Node node) {
        String prices = node.query(
                        "cosmos.base.node.v1beta1.Service/Config",
                        ConfigRequest.getDefaultInstance(),
                        ConfigResponse.parser(),
                        Node.NEWEST)
                .getMinimumGasPrice();
        try {
            return prices.isEmpty() ? Optional.empty() : Optional.of(GasPrice.parse(prices.split(",", 2)[0]));
        } catch (IllegalArgumentException e) {
            throw new NodeException(NodeException.Kind.UNREADABLE, node + ": " + e.getMessage(), e);
        }
    }

    public String address() {
        return address;
    }

    /**
     * Makes one transaction of the messages and waits until it is in a block.
     *
     * @throws NodeException if the chain refuses it, before or in the block, with its reason
     */
    public TxOutcome send(List<? extends Message> messages) {
        BaseAccount account = node.query(
                        "cosmos.auth.v1beta1.Query/AccountInfo",
                        QueryAccountInfoRequest.newBuilder().setAddress(address).build(),
                        QueryAccountInfoResponse.parser(),
                        Node.NEWEST)
                .getInfo();
        ByteString body = TxBody.newBuilder()
                .addAllMessages(messages.stream().map(Account::pack).toList())
                .build()
                .toByteString();
        long gas = gas(body, account.getSequence());
        TxOutcome outcome = await(node.broadcast(signed(body, account, gas).toByteArray()));
        if (outcome.code() != 0) {
            throw new NodeException(NodeException.Kind.REFUSED, outcome.log());
        }
        return outcome;
    }

    private static Any pack(Message message) {
        return Any.pack(message, "");
    }

    private long gas(ByteString body, long sequence) {
        TxRaw unsigned = TxRaw.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo(sequence, 0))
                .addSignatures(ByteString.EMPTY)
                .build();
        long used = node.query(
                        "cosmos.tx.v1beta1.Service/Simulate",
                        SimulateRequest.newBuilder()
                                .setTxBytes(unsigned.toByteString())
                                .build(),
                        SimulateResponse.parser(),
                        Node.NEWEST)
                .getGasInfo()
                .getGasUsed();
        return Math.multiplyExact(used, GAS_PERCENT) / 100;
    }

    private TxRaw signed(ByteString body, BaseAccount account, long gas) {
        ByteString authInfo = authInfo(account.getSequence(), gas);
        byte[] document = SignDoc.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .setChainId(chainId)
                .setAccountNumber(account.getAccountNumber())
                .build()
                .toByteArray();
        return TxRaw.newBuilder()
                .setBodyBytes(body)
                .setAuthInfoBytes(authInfo)
                .addSignatures(key.sign(document))
                .build();
    }

    private ByteString authInfo(long sequence, long gas) {
        Fee.Builder fee = Fee.newBuilder().setGasLimit(gas);
        price.flatMap(each -> each.fee(gas)).ifPresent(fee::addAmount);
        return AuthInfo.newBuilder()
                .addSignerInfos(SignerInfo.newBuilder()
                        .setPublicKey(
                                pack(PubKey.newBuilder().setKey(key.publicKey()).build()))
                        .setModeInfo(ModeInfo.newBuilder()
                                .setSingle(ModeInfo.Single.newBuilder().setMode(SignMode.SIGN_MODE_DIRECT)))
                        .setSequence(sequence))
                .setFee(fee)
                .build()
                .toByteString();
    }

    private TxOutcome await(ByteString hash) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_ASKED;
        while (System.nanoTime() < end) {
            Optional<TxOutcome> outcome = node.outcome(hash);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(ASKED) < 0 ? pause.multipliedBy(2) : ASKED;
        }
        throw new NodeException(
                NodeException.Kind.UNREACHABLE,
                node + " has no block with a transaction it took " + PATIENCE.toSeconds() + " s ago");
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(NodeException.Kind.UNREACHABLE, "interrupted", e);
        }
    }
}
