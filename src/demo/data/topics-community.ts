import type { Topic } from './topic.js';

/** What people write about their surroundings, and to ask or to thank. */
export const COMMUNITY_TOPICS: Topic[] = [
  {
    subject: 'Fly-tipping behind {street}',
    message:
      'Somebody tips builders’ rubble and old sofas behind {street}, now for the third time. There was paper with an address in it this time, which I kept.',
    answer:
      'I collected the papers, thank you. The address belongs to a customer of a clearance firm, who has told me who they paid.',
    nextSteps:
      'The council’s enforcement officer will interview the firm this week, and a camera goes up behind {street} on Monday.',
  },
  {
    subject: 'Street lights out',
    message:
      'Four lights in a row are out on {street}, right where the path turns to {place}. My daughter walks home there after her shift.',
    answer:
      'I walked it at ten last night and you are right, it is pitch dark. I have reported all four with their numbers as urgent.',
    nextSteps: 'The council says five working days. Until then our late patrol will go through at about ten.',
  },
  {
    subject: 'Thank you',
    message:
      'Just to say thank you to the officer who sat with my husband at {place} until the ambulance came. He is home and grumpy, so all is well. Could you also tell me how to join the neighbourhood watch?',
    answer:
      'How kind of you to write; I have passed it on, and it made her day. I am glad that he is grumpy.',
    nextSteps:
      'The coordinator for {area} will ring you this week, and the next meeting is on the first Tuesday.',
  },
  {
    subject: 'Advice on bicycle marking',
    message:
      'Is there a day on which you mark bicycles? We have five in the family and two were stolen last year.',
    answer:
      'There is: we mark bicycles at {place} on the second Saturday of each month, ten till one, free of charge.',
    nextSteps:
      'I have put the five of you down for half past ten next time. Bring proof of purchase if you still have it.',
  },
  {
    subject: 'Talk for our pensioners’ lunch',
    message:
      'We are 30 people who meet on Wednesdays at {place}. Could somebody come and talk about fraud on the telephone? Several of us have been caught.',
    answer:
      'I would love to. Our fraud officer and I can come on the third or fourth Wednesday at half past twelve.',
    nextSteps:
      'Please tell me which suits. I am sending you two leaflets now that you can hand round before.',
  },
  {
    subject: 'Litter and needles by {place}',
    message:
      'I pick litter with a group on Sundays. This week we found eleven needles by {place}. Who takes these away?',
    answer:
      'Thank you for what you do there. Please do not touch them: the council collects within two hours, and I have asked for a check of the bushes today.',
    nextSteps:
      'The outreach team will go there in the mornings, and I will bring your group gloves and a sharps box on Sunday.',
  },
  {
    only: ['FM02', 'FM04'],
    subject: 'Moored boat sinking',
    message:
      'An old cabin cruiser by {place} sinks a little lower each week and smells of diesel. I believe that nobody lives on it.',
    answer:
      'Nobody was aboard. I have found the owner, who is in hospital, and the harbour office has pumped it out for now.',
    nextSteps:
      'The harbour office will tow it to the yard on the next spring tide. I will tell you when it is gone.',
  },
  {
    only: ['FM06', 'FM07', 'FM10', 'FM11'],
    subject: 'Sheep on the road',
    message:
      'Sheep have been on {street} three mornings this week, the fence is down on the bend. Somebody will hit one in the dark.',
    answer:
      'I met the farmer at the bend. A car had gone through the fence; it is up again as of last night.',
    nextSteps:
      'I am looking for the car, and the farmer has left his number on the gate in case they get out again.',
  },
  {
    subject: 'Permission for a street party',
    message:
      'We want to close {street} for a street party. Do we need to ask you, and will somebody come and say hello?',
    answer:
      'You need the council’s form six weeks before, not ours, and we have no objection. It sounds like fun.',
    nextSteps:
      'Two of us will come by in the afternoon with the van for the children. Send me the date once it is fixed.',
  },
  {
    subject: 'Footpath closed',
    message:
      'Somebody has put barbed wire across the public footpath from {street} to {place}. Can he just do that?',
    answer:
      'He cannot, and now he knows it: I saw the owner with the map, and the wire was taken down while I stood there.',
    nextSteps:
      'The council’s footpath officer will put the signs back this month. Please write if the path is closed again.',
  },
  {
    subject: 'Shop wants to join the radio scheme',
    message:
      'I have taken over the corner shop on {street}. The owner before me had one of those radios for shoplifters. How do I get it?',
    answer: 'Welcome! I dropped in on Tuesday and left the forms; the scheme costs less than a pound a day.',
    nextSteps: 'The radio comes within ten days, and I will go through it with your staff one evening.',
  },
  {
    subject: 'When is the next beat surgery?',
    message:
      'The notice board by {place} still shows the dates of last year. When and where can I talk to my officer?',
    answer:
      'You are right, and I have changed the notice today. The next one is on Saturday from ten to noon at {place}.',
    nextSteps:
      'You need no appointment. If Saturday does not suit, ring me and I will come round to {street}.',
  },
];
