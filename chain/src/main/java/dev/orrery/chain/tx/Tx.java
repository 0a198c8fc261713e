package dev.orrery.chain.tx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.SignerInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A decoded transaction.
 *
 * @param bytes as they came; their length is paid for
 * @param bodyBytes as they came; they are what is signed
 * @param messages the body's messages, unpacked
 * @param hasIgnoredFields whether the body says something that we don't understand but may ignore
 */
public record Tx(
        byte[] bytes,
        ByteString bodyBytes,
        ByteString authInfoBytes,
        TxBody body,
        AuthInfo authInfo,
        List<Message> messages,
        List<ByteString> signatures,
        boolean hasIgnoredFields,
        Signers signerRules) {
    public Tx {
        messages = List.copyOf(messages);
        signatures = List.copyOf(signatures);
    }

    /** A signature as the signer info describes it. */
    public record Signature(Optional<PublicKey> key, Optional<SignatureData> data, long sequence) {}

    public long gasLimit() {
        return authInfo.getFee().getGasLimit();
    }

    public Coins fee() {
        return Coins.ofProto(authInfo.getFee().getAmountList());
    }

    /**
     * All who must sign, each once, in the order in which the messages name them, and last who pays the fee.
     *
     * @throws ChainException if one of them isn't an address
     */
    public List<Address> signers() {
        Set<Address> signers = new LinkedHashSet<>();
        messages.forEach(message -> signers.addAll(signerRules.of(message)));
        namedFeePayer().ifPresent(signers::add);
        return List.copyOf(signers);
    }

    public Address feePayer() {
        return namedFeePayer().orElseGet(() -> signers().getFirst());
    }

    private Optional<Address> namedFeePayer() {
        return address(authInfo.getFee().getPayer());
    }

    public Optional<Address> feeGranter() {
        return address(authInfo.getFee().getGranter());
    }

    private Optional<Address> address(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(signerRules.formats().account().parse(text));
    }

    /** The keys that the transaction brings along, one for each signer info. */
    public List<Optional<PublicKey>> publicKeys() {
        return authInfo.getSignerInfosList().stream()
                .map(info -> PublicKey.ofOptional(info.hasPublicKey(), info.getPublicKey()))
                .toList();
    }

    /**
     * @throws ChainException if signatures don't fit their description
     */
    public List<Signature> signatureList() {
        List<Optional<PublicKey>> keys = publicKeys();
        List<Signature> list = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            SignerInfo info = authInfo.getSignerInfos(i);
            if (info.hasModeInfo() && i >= signatures.size()) {
                throw ChainException.plain("fewer signatures than signer infos");
            }
            list.add(
                    info.hasModeInfo()
                            ? new Signature(
                                    keys.get(i),
                                    Optional.of(SignatureData.of(info.getModeInfo(), signatures.get(i))),
                                    info.getSequence())
                            : new Signature(keys.get(i), Optional.empty(), 0));
        }
        return list;
    }
}
