package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.Any;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Misbehaviour;
import java.util.Optional;

/** Headers as relayers bring them: reading, and what they must be like whatever the client knows. ibc-go header.go. */
final class Headers {
    private static final String HEADER_URL = States.PACKAGE + "Header";
    private static final String MISBEHAVIOUR_URL = States.PACKAGE + "Misbehaviour";

    private Headers() {}

    /** The header in a message; absent if it holds something else. */
    static Optional<Header> header(Any message) {
        return message.getTypeUrl().equals(HEADER_URL) ? Optional.of(read(message, Header.parser())) : Optional.empty();
    }

    static Optional<Misbehaviour> misbehaviour(Any message) {
        return message.getTypeUrl().equals(MISBEHAVIOUR_URL)
                ? Optional.of(read(message, Misbehaviour.parser()))
                : Optional.empty();
    }

    /** What nobody knows is dropped, so that it is in no hash. */
    private static <M extends Message> M read(Any message, Parser<M> parser) {
        try {
            return DiscardUnknownFieldsParser.wrap(parser).parseFrom(message.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw IbcError.UNPACK_ANY.failure("cannot unpack Any into ClientMessage " + message.getTypeUrl());
        }
    }

    static Height height(Header header) {
        var block = header.getSignedHeader().getHeader();
        return new Height(Identifiers.revision(block.getChainId()), block.getHeight());
    }

    static ConsensusState consensusState(Header header) {
        return States.of(header.getSignedHeader().getHeader());
    }

    /** Refuses a header that is wrong by itself. */
    static void validate(Header header) {
        if (!header.hasSignedHeader()) {
            throw ClientError.INVALID_HEADER.failure("tendermint signed header cannot be nil");
        }
        if (!header.getSignedHeader().hasHeader()) {
            throw ClientError.INVALID_HEADER.failure("tendermint header cannot be nil");
        }
        within("header is not a tendermint header", () -> SignedBlock.checkRead(header.getSignedHeader()));
        within(
                "header failed basic validation",
                () -> SignedBlock.check(
                        header.getSignedHeader(),
                        header.getSignedHeader().getHeader().getChainId()));
        Height height = height(header);
        Height trusted = States.height(header.getTrustedHeight());
        if (trusted.compareTo(height) >= 0) {
            throw TendermintError.INVALID_HEADER_HEIGHT.failure("TrustedHeight " + Texts.fields(trusted)
                    + " must be less than header height " + Texts.fields(height));
        }
        if (!header.hasValidatorSet()) {
            throw ClientError.INVALID_HEADER.failure("validator set is nil");
        }
        within("validator set is not tendermint validator set", () -> {
            Validators validators = Validators.read(true, header.getValidatorSet());
            if (!header.getSignedHeader().getHeader().getValidatorsHash().equals(validators.hash())) {
                throw ClientError.INVALID_HEADER.failure("validator set does not match hash");
            }
        });
    }

    /** Those whom the client is said to have trusted. */
    static Validators trustedValidators(Header header, String otherwise) {
        try {
            return Validators.read(header.hasTrustedValidators(), header.getTrustedValidators());
        } catch (CometRefusal e) {
            throw e.in(otherwise).asFailure();
        }
    }

    /**
     * The trusted validators, if they are those that the trusted state names.
     *
     * @throws dev.orrery.ibc.IbcException if they aren't
     */
    static Validators checkedTrustedValidators(Header header, ConsensusState trusted) {
        Validators validators = trustedValidators(header, "trusted validator set in not tendermint validator set type");
        if (!trusted.getNextValidatorsHash().equals(validators.hash())) {
            throw TendermintError.INVALID_VALIDATOR_SET.failure(
                    "trusted validators, does not hash to latest trusted validators. Expected: "
                            + Texts.hex(trusted.getNextValidatorsHash()) + ", got: " + Texts.hex(validators.hash()));
        }
        return validators;
    }

    /** CometBFT's refusals inside become the light client's. */
    static void within(String outer, Runnable check) {
        try {
            check.run();
        } catch (CometRefusal e) {
            throw e.in(outer).asFailure();
        }
    }
}
