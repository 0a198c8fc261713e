package sdk;

/** This native method makes an object of the only class that implements what it returns. */
@interface OnlyImplementation {}
