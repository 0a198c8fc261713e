package dev.orrery.chain.gov;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProposalMetadataTest {
    private static Optional<ProposalMetadata> none() {
        return Optional.empty();
    }

    @Test
    void namesAreReadInAnyCase() {
        assertEquals(
                Optional.of(new ProposalMetadata("A", "b")),
                ProposalMetadata.of("{\"TITLE\":\"A\",\"Summary\":\"b\",\"more\":[1]}"));
    }

    @Test
    void whatIsNotSaidIsEmpty() {
        assertEquals(Optional.of(new ProposalMetadata("", "")), ProposalMetadata.of("{}"));
        assertEquals(Optional.of(new ProposalMetadata("", "")), ProposalMetadata.of("null"));
        assertEquals(Optional.of(new ProposalMetadata("", "")), ProposalMetadata.of("{\"title\":null}"));
    }

    @Test
    void otherFormsAreNotRead() {
        assertEquals(none(), ProposalMetadata.of("ipfs://CID"));
        assertEquals(none(), ProposalMetadata.of("[\"title\"]"));
        assertEquals(none(), ProposalMetadata.of("{\"title\":1}"));
        assertEquals(none(), ProposalMetadata.of("{\"title\":\"A\",\"authors\":\"me\"}"));
        assertEquals(none(), ProposalMetadata.of("{\"title\":\"A\"} more"));
    }

    @Test
    void deepMetadataIsNotRead() {
        assertEquals(none(), ProposalMetadata.of("[".repeat(20_000) + "]".repeat(20_000)));
        assertEquals(none(), ProposalMetadata.of("[".repeat(2_000) + "]".repeat(2_000)));
    }
}
