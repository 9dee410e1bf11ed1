/* The kitchen of activity 03, by hand: see kitchen.m. */
#define FACTS 3

byte written, announced;
bool has[FACTS];

proctype delivery(byte fact) {
  byte read;
again:
  atomic {
    if
    :: has[fact] -> goto over
    :: else -> read = written
    fi
  }
  atomic {
    if
    :: read == written ->
       has[fact] = true;
       written++;
       read = 0
    :: else ->
       read = 0;
       goto again
    fi;
    if
    :: written == FACTS -> skip
    :: else -> goto over
    fi
  }
  atomic { announced++; assert(announced <= 1) }
over:
  skip
}

init {
  atomic {
    byte fact, copy;
    for (fact : 0 .. FACTS - 1) {
      for (copy : 1 .. COPIES) { run delivery(fact) }
    }
  }
}
