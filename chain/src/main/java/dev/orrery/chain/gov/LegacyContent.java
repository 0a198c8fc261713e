package dev.orrery.chain.gov;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.gov.v1beta1.TextProposal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What old proposals were about before they held messages. wasmd still takes texts, which do nothing. Cosmos SDK
 * x/gov/types/v1beta1/proposal.go; wasmd app/app.go: govRouter.
 */
record LegacyContent(TextProposal text) {
    private static final int MAX_TITLE_BYTES = 140;
    private static final int MAX_DESCRIPTION_BYTES = 10_000;

    /**
     * Nothing if the {@code Any} is empty.
     *
     * @throws ChainException if it holds something else
     */
    static Optional<LegacyContent> of(Any any) {
        if (any.getTypeUrl().isEmpty()) {
            return Optional.empty();
        }
        if (!any.getTypeUrl().equals(KnownTypes.urlOf(TextProposal.getDefaultInstance()))) {
            throw SdkError.TX_DECODE.failure("no concrete type registered for type URL " + any.getTypeUrl()
                    + " against interface *v1beta1.Content");
        }
        try {
            return Optional.of(new LegacyContent(TextProposal.parseFrom(any.getValue())));
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    void validate() {
        if (text.getTitle().isBlank()) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure("proposal title cannot be blank");
        }
        if (bytes(text.getTitle()) > MAX_TITLE_BYTES) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure(
                    "proposal title is longer than max length of " + MAX_TITLE_BYTES);
        }
        if (text.getDescription().isEmpty()) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure("proposal description cannot be blank");
        }
        if (bytes(text.getDescription()) > MAX_DESCRIPTION_BYTES) {
            throw GovError.INVALID_PROPOSAL_CONTENT.failure(
                    "proposal description is longer than max length of " + MAX_DESCRIPTION_BYTES);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
