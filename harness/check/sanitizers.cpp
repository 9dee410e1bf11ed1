// Options of AddressSanitizer, for the self-check. ASAN_OPTIONS in the environment overrides them.

/// Each allocation notes two places of the code: the allocation itself and the code that made it.
/// With thirty, the default, a program that allocates much takes a third longer.
extern "C" const char* __asan_default_options();

extern "C" const char* __asan_default_options() { return "malloc_context_size=2"; }
