package dev.orrery.ibc.connection;

import dev.orrery.proto.ibc.core.connection.v1.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Versions of a connection: which orders its channels may have. ibc-go 03-connection types/version.go. */
public final class Versions {
    /** All that this chain speaks. */
    public static final List<Version> SUPPORTED = List.of(Version.newBuilder()
            .setIdentifier("1")
            .addFeatures("ORDER_ORDERED")
            .addFeatures("ORDER_UNORDERED")
            .build());

    /** ibc-go: MaxFeaturesLength, MaxCounterpartyVersionsLength. */
    static final int MAX_FEATURES = 100;

    static final int MAX_VERSIONS = 100;

    private Versions() {}

    /** Refuses what can't be a version. */
    static void check(Version version) {
        if (version.getIdentifier().isBlank()) {
            throw ConnectionError.INVALID_VERSION.failure("version identifier cannot be blank");
        }
        if (version.getFeaturesCount() > MAX_FEATURES) {
            throw ConnectionError.INVALID_VERSION.failure("features length must not exceed " + MAX_FEATURES + " items");
        }
        for (int i = 0; i < version.getFeaturesCount(); i++) {
            if (version.getFeatures(i).isBlank()) {
                throw ConnectionError.INVALID_VERSION.failure("feature cannot be blank, index " + i);
            }
        }
    }

    /** Whether a proposed version is among the supported ones, with no feature that the supported one lacks. */
    static boolean isSupported(List<Version> supported, Version proposed) {
        return find(supported, proposed)
                .filter(version -> proposed.getFeaturesCount() > 0
                        && version.getFeaturesList().containsAll(proposed.getFeaturesList()))
                .isPresent();
    }

    /** The first version both sides have, with the features both sides have. */
    static Version pick(List<Version> supported, List<Version> counterparty) {
        for (Version version : supported) {
            Optional<Version> theirs = find(counterparty, version);
            if (theirs.isEmpty()) {
                continue;
            }
            List<String> common = version.getFeaturesList().stream()
                    .filter(theirs.get().getFeaturesList()::contains)
                    .toList();
            if (!common.isEmpty()) {
                return Version.newBuilder()
                        .setIdentifier(version.getIdentifier())
                        .addAllFeatures(common)
                        .build();
            }
        }
        throw ConnectionError.VERSION_NEGOTIATION_FAILED.failure("failed to find a matching counterparty version ("
                + text(counterparty) + ") from the supported version list (" + text(supported) + ")");
    }

    private static Optional<Version> find(List<Version> versions, Version wanted) {
        return versions.stream()
                .filter(version -> version.getIdentifier().equals(wanted.getIdentifier()))
                .findFirst();
    }

    /** As the reference prints versions. */
    public static String text(List<Version> versions) {
        return versions.stream().map(Versions::text).collect(Collectors.joining(" ", "[", "]"));
    }

    public static String text(Version version) {
        return "identifier:\"" + version.getIdentifier() + "\" "
                + version.getFeaturesList().stream()
                        .map(feature -> "features:\"" + feature + "\" ")
                        .collect(Collectors.joining());
    }
}
