import type { Topic } from './topic.js';

/** What people write about roads, parking and getting about. */
export const ROAD_TOPICS: Topic[] = [
  {
    subject: 'Speeding on {street}',
    message:
      'Cars come down {street} far above the limit, worst between about four and six. My neighbour’s cat was killed last month and it will be a child next. Is there anything that can be done?',
    answer:
      'Thank you for telling us. I stood on {street} on two afternoons and measured the speeds: about one car in nine was above 35.',
    nextSteps:
      'I have asked the roads team for speed checks over the next fortnight and will write to you with the numbers.',
  },
  {
    subject: 'Parking outside the school',
    message:
      'At half past three nobody can get past {place}. Cars stand on the zigzags and on the pavement, and parents with buggies walk in the road.',
    answer:
      'We were at the gates this week and spoke to eleven drivers. Two were given tickets for stopping on the zigzags.',
    nextSteps:
      'The school and the council’s parking officer will join us twice a week until half-term. Please tell me if it moves to {street}.',
  },
  {
    only: ['FM03', 'FM06', 'FM07', 'FM08', 'FM10', 'FM11'],
    subject: 'Quad bikes near {place}',
    message:
      'Two quad bikes without plates race along {street} and then off towards {place}, usually Sunday mornings. They are going to hit someone.',
    answer:
      'I have spoken to two families nearby and have a good idea whose they are. Both riders have had a warning under section 59.',
    nextSteps:
      'If they are used like that again we can seize them. We will be out on the next two Sundays with the off-road team.',
  },
  {
    subject: 'E-scooters in the pedestrian area',
    message:
      'I am 78 and was nearly knocked over near {place} by two lads on an e-scooter. They go very fast and make no sound at all.',
    answer:
      'I am sorry that happened to you. It is against the law to ride a private e-scooter there, and on Thursday we took one away from a rider on {street}.',
    nextSteps:
      'PCSOs will walk past {place} every market day this month, and we will put up signs with the shopkeepers.',
  },
  {
    subject: 'Lorries using {street} as a short cut',
    message:
      'Since the roadworks began, heavy lorries come through {street} at five in the morning although there is a weight limit. The whole house shakes.',
    answer:
      'I checked the limit with the council: it is 7.5 tonnes. I stopped six lorries early on Tuesday and reported four of the drivers.',
    nextSteps:
      'I have written to the two haulage firms, and Trading Standards will run a check before the end of the month.',
  },
  {
    subject: 'Abandoned car',
    message:
      'A silver hatchback with two flat tyres has stood on {street} for five weeks. Children have started to climb on it.',
    answer:
      'The car is not reported stolen. I have traced the keeper, who sold it and has given me the buyer’s details.',
    nextSteps:
      'The council has put a notice on it today; if nobody moves it within seven days they will take it away.',
  },
  {
    subject: 'Cyclists without lights',
    message:
      'Now it gets dark early, dozens of cyclists ride along {street} without lights. I drive for a living and I cannot see them.',
    answer:
      'Thank you, I have seen the same. We stopped riders near {place} on two evenings and gave out lights instead of fines.',
    nextSteps: 'We will do the same again next week, and the schools will put it in their newsletters.',
  },
  {
    subject: 'Blocked pavement, wheelchair user',
    message:
      'Vans park fully on the pavement at the top of {street}. In my wheelchair I have to turn back or use the road. Please do not just tell me to ring the council.',
    answer:
      'I came past at the time you named and spoke to both drivers, who work at the same site. Their manager has promised them spaces in the yard.',
    nextSteps:
      'I will look again on three mornings next week. If a van is there I will report the driver for obstruction.',
  },
  {
    subject: 'Boy racers at {place}',
    message:
      'Every Friday night about twenty cars meet at {place}, revving and doing doughnuts until past midnight. I have videos if you need them.',
    answer:
      'We closed the entrance with the owner on Friday and spoke to the drivers who came. Your videos would help: the link has gone to you by e-mail.',
    nextSteps:
      'A barrier will be fitted within two weeks. Until then a patrol will pass at ten and at midnight.',
  },
  {
    subject: 'Dangerous crossing',
    message:
      'Drivers do not stop at the zebra crossing by {place}. I counted seven in ten minutes this morning, one of them a bus.',
    answer:
      'I watched the crossing for an hour and reported three drivers. I also told the bus company, who will speak to theirs.',
    nextSteps:
      'The council’s road safety team will meet me at the crossing on Wednesday at nine, and you are welcome to join us.',
  },
  {
    only: ['FM06', 'FM07', 'FM08', 'FM10', 'FM11'],
    subject: 'Horse riders and fast cars',
    message:
      'We ride along {street} twice a day and drivers pass at 50 with no room. One of our young riders was thrown on Saturday.',
    answer:
      'I hope she is better. I have taken the details from the stables and spoken to one of the drivers, whose number you gave us.',
    nextSteps:
      'We will run a close pass operation with two mounted volunteers this month, and I have asked for signs at both ends.',
  },
  {
    only: ['FM06', 'FM07', 'FM10', 'FM11'],
    subject: 'Tractors late at night',
    message:
      'I know it is harvest but the tractors pass {street} until two in the morning with all their lights on. Is that allowed?',
    answer:
      'It is allowed, but I spoke to the contractor, who did not know how close the bedrooms are. They will use the drove after ten.',
    nextSteps: 'Please ring me if it happens again. I will call in at the farm next week in any case.',
  },
];
