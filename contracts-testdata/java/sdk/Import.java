package sdk;

/** This native method is a function of the host. */
@interface Import {
    String value();
}
