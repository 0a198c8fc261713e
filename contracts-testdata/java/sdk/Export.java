package sdk;

/** The host calls this method by that name. */
@interface Export {
    String value();
}
